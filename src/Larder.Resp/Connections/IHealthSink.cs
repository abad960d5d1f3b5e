namespace Larder.Resp.Connections;

/// <summary>Hears from the clock of a connection how it does.</summary>
internal interface IHealthSink
{
    /// <summary>A command was given up.</summary>
    void Slow(RespTimeoutException timeout);

    /// <summary>For a second nothing was given up, and answers came.</summary>
    void Well();
}
