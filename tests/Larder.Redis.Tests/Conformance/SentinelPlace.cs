using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>The primary that sentinels name. Without a group it can only tell which clauses there are.</summary>
internal sealed class SentinelPlace(SentinelGroup? group) : ServerPlace
{
    protected override string Url => group!.Url;

    protected override async Task CallAsync(string key, params string[] command) => await (await group!.PrimaryAsync()).CallAsync(command);

    protected override async Task CutAsync() => await (await group!.PrimaryAsync()).CallAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
}
