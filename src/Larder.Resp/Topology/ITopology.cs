using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>Which connection serves a command, and what an answer says about the servers.</summary>
internal interface ITopology : IAsyncDisposable
{
    /// <summary>Finds the servers and connects to the first that is needed; starts what keeps the knowledge fresh.</summary>
    /// <exception cref="RespException">None could be reached, or none is what it should be.</exception>
    ValueTask ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Raised when servers have changed their places: another primary, other slots.</summary>
    TopologySignal Changes { get; }

    /// <summary>
    /// True while nobody can tell whether the servers are still what they were: one that was deposed may go on to answer, and what it says proves
    /// nothing. Asked for each reply to a tracked read.
    /// </summary>
    bool IsInDoubt { get; }

    /// <summary>The node that serves the command now. Never waits and never allocates: it is on the path of each command.</summary>
    /// <exception cref="RespConnectionException">There is none now.</exception>
    /// <exception cref="ArgumentException">Its keys belong to different nodes, and it cannot be divided.</exception>
    ConnectionKeeper NodeFor(in Command command);

    /// <summary>All primaries, for commands that concern each node.</summary>
    IReadOnlyList<ConnectionKeeper> Primaries { get; }

    /// <summary>The parts of a command whose keys belong to different nodes; null if one node serves it.</summary>
    IReadOnlyList<CommandPart>? Divide(in Command command);

    /// <summary>What to do now that a command failed at a node; called off the reader loop. It may wait: for a new map, for a new master.</summary>
    ValueTask<Recovery> RecoverAsync(FailedCommand failed, CancellationToken cancellationToken);

    /// <summary>True if <see cref="RecoverAsync"/> may help against this failure. Called on the reader loop: it looks at the code, no more.</summary>
    bool MayRecover(RespException failure);
}
