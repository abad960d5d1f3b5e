using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>What a topology is made of beside its options.</summary>
internal sealed record TopologyParts
{
    /// <summary>Makes the keeper of a server, with whatever shall hear its connections.</summary>
    public required Func<ConnectionOptions, ConnectionKeeper> Keeper { get; init; }

    /// <summary>Hears how the topology stands; null for nobody.</summary>
    public IStateSink? States { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Random Random { get; init; } = new();
}
