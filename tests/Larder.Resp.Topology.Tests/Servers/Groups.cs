namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>Tests that start several servers run one after the other: two clusters at once would starve each other on a small machine.</summary>
[CollectionDefinition(nameof(Groups))]
public sealed class Groups;
