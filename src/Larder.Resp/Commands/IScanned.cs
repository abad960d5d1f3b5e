namespace Larder.Resp.Commands;

/// <summary>Who stands for several servers, each of which has cursors of its own.</summary>
internal interface IScanned
{
    IEnumerable<IRespExecutor> ScannedNodes { get; }
}
