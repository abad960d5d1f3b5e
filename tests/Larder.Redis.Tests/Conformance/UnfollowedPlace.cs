using Larder.Support;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tests.Conformance;

/// <summary>A server whose ACL does not let the application follow keys. Without one it can only tell which clauses there are.</summary>
internal sealed class UnfollowedPlace(RedisServer? server) : ServerPlace
{
    public override TierTraits Traits => base.Traits with { Follow = Follow.None, FollowsWithin = new CacheOptions().DetachedExpiration };

    protected override string Url => $"redis://app:secret@{server!.EndPoint}";

    public static async Task ForbidAsync(RedisServer server) =>
        await server.CallAsync("ACL", "SETUSER", "app", "on", ">secret", "~*", "&*", "+@all", "-client|tracking");

    protected override Task CallAsync(string key, params string[] command) => server!.CallAsync(command);

    protected override async Task CutAsync() => await server!.CallAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

    // What it can do shows with the first answer.
    protected override async ValueTask<ISharedTier> OpenedAsync(ISharedTier tier)
    {
        await tier.ReadAsync(new[] { new Slot(SlotKind.Entry, "any") }, new SlotRead[1], ReadDepth.Whole, CancellationToken.None);
        return tier;
    }
}
