using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>One group for all clauses.</summary>
public sealed class OneSentinelGroup : IAsyncLifetime
{
    public SentinelGroup Group { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Group = await SentinelGroup.StartAsync();

    public ValueTask DisposeAsync() => Group.DisposeAsync();
}
