namespace Larder.Resp.Connections;

/// <summary>Hears how servers stand. Never called under a lock; a change is told after it took effect.</summary>
internal interface IStateSink
{
    void Changed(RespStateChange change);
}
