using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Versions;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Versions;

/// <summary>Of memory alone, and of two processes that share a tier: the same promises.</summary>
public class VersionedEntriesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<bool> Kinds => [false, true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_put_is_read_with_the_time_that_remains(bool isShared)
    {
        await using var pair = new Pair(isShared);
        Assert.Equal(VersionedState.Absent, (await pair.One.ReadAsync("key")).State);

        Assert.Equal(VersionedOutcome.Done, await PutAsync(pair.One, 1));

        var read = await pair.Other.ReadAsync("key");
        Assert.Equal(1, read.Value.Memory.Span[0]);
        Assert.InRange(read.Remaining, Minute - TimeSpan.FromSeconds(1), Minute);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_two_who_saw_the_same_only_the_first_writes(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await PutAsync(pair.One, 1);
        var one = await pair.One.ReadAsync("key");
        var other = await pair.Other.ReadAsync("key");

        Assert.Equal(VersionedOutcome.Done, await pair.One.ReplaceAsync(one, Write(2)));
        Assert.Equal(VersionedOutcome.Changed, await pair.Other.ReplaceAsync(other, Write(3)));

        Assert.Equal(2, (await pair.Other.ReadAsync("key")).Value.Memory.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_two_who_saw_nothing_only_the_first_writes(bool isShared)
    {
        await using var pair = new Pair(isShared);
        var one = await pair.One.ReadAsync("key");
        var other = await pair.Other.ReadAsync("key");

        Assert.Equal(VersionedOutcome.Done, await pair.One.ReplaceAsync(one, Write(1)));

        Assert.Equal(VersionedOutcome.Changed, await pair.Other.ReplaceAsync(other, Write(2)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_many_at_once_each_adds_one_and_none_is_lost(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await PutAsync(pair.One, 0);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            var entries = i % 2 == 0 ? pair.One : pair.Other;
            while (true)
            {
                var seen = await entries.ReadAsync("key");
                if (await entries.ReplaceAsync(seen, Write((byte)(seen.Value.Memory.Span[0] + 1))) == VersionedOutcome.Done) return;
            }
        })));

        Assert.Equal(50, (await pair.One.ReadAsync("key")).Value.Memory.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_saw_a_value_does_not_bring_it_back_when_it_was_removed_by_key(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await PutAsync(pair.One, 1);
        var seen = await pair.One.ReadAsync("key");

        await pair.OtherCache.RemoveAsync("key");

        Assert.Equal(VersionedOutcome.Changed, await pair.One.ReplaceAsync(seen, Write(2)));
        Assert.False((await pair.One.ReadAsync("key")).IsHeld);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_saw_a_value_does_not_bring_it_back_when_it_was_removed_by_tag_prefix_or_all(bool isShared)
    {
        foreach (var removal in new Func<ICache, Task>[]
        {
            static async cache => await cache.RemoveByTagAsync("group"),
            static async cache => await cache.RemoveByPatternAsync("k*"),
            static async cache => await cache.ClearAsync(),
        })
        {
            await using var pair = new Pair(isShared);
            await pair.One.ReplaceAsync(await pair.One.ReadAsync("key"), Write(1) with { Tags = ["group"] });
            var seen = await pair.One.ReadAsync("key");
            Assert.True(seen.IsHeld);

            await removal(pair.OtherCache);
            await pair.One.ReplaceAsync(seen, Write(2) with { Tags = ["group"] });

            Assert.False((await pair.Other.ReadAsync("key")).IsHeld);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_claimed_place_takes_nothing_after_it_was_removed_by_key(bool isShared)
    {
        await using var pair = new Pair(isShared);
        var claim = await pair.One.ClaimAsync("key");
        Assert.False(claim.IsHeld);

        await pair.OtherCache.RemoveAsync("key");

        Assert.Equal(VersionedOutcome.Changed, await pair.One.ReplaceAsync(claim, Write(1)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_claimed_place_takes_nothing_with_a_tag_that_was_removed_since(bool isShared)
    {
        await using var pair = new Pair(isShared);
        var claim = await pair.One.ClaimAsync("key");

        await pair.OtherCache.RemoveByTagAsync("group");

        Assert.Equal(VersionedOutcome.Changed, await pair.One.ReplaceAsync(claim, Write(1) with { Tags = ["group"] }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_claimed_place_that_nobody_touched_is_filled_also_when_it_was_claimed_before(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await pair.Other.ClaimAsync("key");

        Assert.Equal(VersionedOutcome.Done, await pair.One.ReplaceAsync(await pair.One.ClaimAsync("key"), Write(1)));
        Assert.True((await pair.Other.ClaimAsync("key")).IsHeld);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_seen_is_removed_only_if_it_is_still_there(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await PutAsync(pair.One, 1);
        var old = await pair.Other.ReadAsync("key");
        await PutAsync(pair.One, 2);

        Assert.Equal(VersionedOutcome.Changed, await pair.Other.RemoveAsync(old));
        Assert.Equal(VersionedOutcome.Done, await pair.Other.RemoveAsync(await pair.Other.ReadAsync("key")));

        Assert.False((await pair.One.ReadAsync("key")).IsHeld);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_value_ends_with_its_time(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await PutAsync(pair.One, 1);

        pair.Clock.Advance(Minute);

        Assert.False((await pair.One.ReadAsync("key")).IsHeld);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_cache_reads_what_was_put_and_never_an_older_copy_of_this_process(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await PutAsync(pair.One, 1);
        Assert.Equal(1, (await pair.OneCache.TryGetAsync<CacheBytes>("key")).Value!.Memory.Span[0]);

        await PutAsync(pair.One, 2);

        Assert.Equal(2, (await pair.OneCache.TryGetAsync<CacheBytes>("key")).Value!.Memory.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_the_cache_set_can_be_replaced(bool isShared)
    {
        await using var pair = new Pair(isShared);
        await pair.OneCache.SetAsync("key", new CacheBytes(new byte[] { 1 }));

        Assert.Equal(VersionedOutcome.Done, await pair.One.ReplaceAsync(await pair.One.ReadAsync("key"), Write(2)));

        Assert.Equal(2, (await pair.OneCache.TryGetAsync<CacheBytes>("key")).Value!.Memory.Span[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_value_beyond_the_limit_is_refused(bool isShared)
    {
        await using var pair = new Pair(isShared);
        var write = new VersionedWrite(new CacheBytes(new byte[(1 << 20) + 1]), Minute);

        Assert.Equal(VersionedOutcome.TooLarge, await pair.One.ReplaceAsync(await pair.One.ReadAsync("key"), write));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_time_that_is_none_is_refused(bool isShared)
    {
        await using var pair = new Pair(isShared);
        var seen = await pair.One.ReadAsync("key");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await pair.One.ReplaceAsync(seen, Write(1) with { Expiration = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await pair.One.ReplaceAsync(seen, Write(1) with { Tags = [""] }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await pair.One.ReadAsync(""));
    }

    [Fact]
    public async Task While_the_tier_is_away_nobody_is_told_that_nothing_is_there()
    {
        await using var pair = new Pair(isShared: true);
        await PutAsync(pair.One, 1);
        var seen = await pair.One.ReadAsync("key");

        pair.First.Faults.Always(TierFault.Fail(Larder.Tiers.TierFailure.Unreachable));

        Assert.Equal(VersionedState.Unreachable, (await pair.One.ReadAsync("key")).State);
        Assert.Equal(VersionedOutcome.Unreachable, await pair.One.ReplaceAsync(seen, Write(2)));
        Assert.Equal(VersionedOutcome.Unreachable, await pair.One.RemoveAsync(seen));
        Assert.Equal(VersionedState.Unreachable, (await pair.One.ClaimAsync("other")).State);
    }

    [Fact]
    public async Task When_the_tier_is_back_what_it_holds_is_read_and_replaced_again()
    {
        await using var pair = new Pair(isShared: true);
        await PutAsync(pair.One, 1);
        pair.First.Faults.Always(TierFault.Fail(Larder.Tiers.TierFailure.Unreachable));
        for (var i = 0; i < 10; i++) await pair.One.ReadAsync("key");

        pair.First.Faults.Clear();
        pair.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, (await pair.One.ReadAsync("key")).Value.Memory.Span[0]);
        Assert.Equal(VersionedOutcome.Done, await PutAsync(pair.One, 2));
        Assert.Equal(2, (await pair.Other.ReadAsync("key")).Value.Memory.Span[0]);
    }

    private static VersionedWrite Write(byte value) => new(new CacheBytes(new[] { value }), Minute);

    private static async Task<VersionedOutcome> PutAsync(IVersionedEntries entries, byte value) =>
        await entries.ReplaceAsync(await entries.ReadAsync("key"), Write(value));

    /// <summary>Two processes on one server; of memory alone the same process twice.</summary>
    private sealed class Pair : IAsyncDisposable
    {
        private readonly CacheHarness _second;

        public Pair(bool isShared)
        {
            var server = new InMemoryTierServer();
            First = isShared ? new CacheHarness(server) : new CacheHarness();
            _second = isShared ? new CacheHarness(server) : First;
        }

        public CacheHarness First { get; }

        public Testing.FakeClock Clock => First.Clock;

        public ICache OneCache => First.Cache;

        public ICache OtherCache => _second.Cache;

        public IVersionedEntries One => First.Services.GetRequiredService<IVersionedEntries>();

        public IVersionedEntries Other => _second.Services.GetRequiredService<IVersionedEntries>();

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await _second.DisposeAsync();
        }
    }
}
