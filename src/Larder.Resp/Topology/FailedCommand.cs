using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>A command that a node did not serve.</summary>
/// <param name="Command">The command.</param>
/// <param name="Node">Who was asked.</param>
/// <param name="Failure">A <see cref="RespServerException"/> (MOVED, ASK, READONLY, LOADING ...) or a lost connection.</param>
/// <param name="Attempts">How often it has been sent by now, from 1.</param>
internal sealed record FailedCommand(Command Command, ConnectionKeeper Node, RespException Failure, int Attempts);
