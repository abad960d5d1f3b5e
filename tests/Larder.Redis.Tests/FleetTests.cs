using Larder.Redis.Tests.Conformance;
using Larder.Redis.Tests.Support;
using Larder.Redis.Tiers;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Support;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tests;

/// <summary>Several instances as one: who loads, who waits, and who hears of what.</summary>
public sealed class FleetTests(OneServer one) : IClassFixture<OneServer>
{
    private static readonly CacheEntryOptions Tagged = new() { Tags = ["fruit"] };

    private readonly string _key = $"fleet:{Guid.NewGuid():N}";

    [Fact]
    public async Task A_missing_key_is_loaded_once_in_the_whole_fleet()
    {
        await using var first = New();
        await using var second = New();
        await using var third = New();
        var loads = 0;
        async ValueTask<string> LoadAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref loads);
            await Task.Delay(100, cancellationToken);
            return "loaded";
        }

        var reads = new[] { first, second, third }
            .SelectMany(instance => Enumerable.Range(0, 50).Select(_ => Task.Run(() => instance.Cache.GetOrLoadAsync(_key, LoadAsync).AsTask())));
        var values = await Task.WhenAll(reads);

        Assert.All(values, static value => Assert.Equal("loaded", value));
        Assert.Equal(1, loads);
    }

    [Fact]
    public async Task When_the_loader_fails_another_instance_takes_over_at_once()
    {
        await using var first = New();
        await using var second = New();
        var begun = new TaskCompletionSource();
        var fail = new TaskCompletionSource();
        var failing = first.Cache.GetOrLoadAsync<string>(_key, async _ =>
        {
            begun.SetResult();
            await fail.Task;
            throw new InvalidOperationException("The source is broken.");
        }).AsTask();
        await begun.Task;

        var waiting = second.ReadAsync(_key, "from the other");
        fail.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal("from the other", await waiting.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task When_the_loading_instance_dies_another_takes_over_after_its_lease()
    {
        // A placeholder of somebody who is not there any more.
        var head = new SlotHead(SlotState.Leased, new SlotVersion(7, 7), DateTimeOffset.UtcNow.AddMilliseconds(700).ToUnixTimeMilliseconds());
        await using (var client = await RespClient.ConnectAsync(one.Server.Url))
        {
            var set = new Command("SET").Key(Instance.Prefix + _key).Arg(head.With([])).Arg("PXAT").Arg(head.EndsAt);
            Assert.True(await client.ExecuteAsync(set, Replies.IsOk));
        }

        await using var instance = New();
        Assert.Equal("loaded", await instance.ReadAsync(_key, "loaded").WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("tag")]
    [InlineData("prefix")]
    [InlineData("clear")]
    [InlineData("write")]
    public async Task What_one_instance_changes_all_others_see(string how)
    {
        await using var first = New();
        await using var second = New();
        Assert.Equal("old", await first.ReadAsync(_key, "old", Tagged));
        Assert.Equal("old", await second.ReadAsync(_key, "unused", Tagged));
        Assert.Equal("old", await second.ReadAsync(_key, "unused", Tagged));

        Task change = how switch
        {
            "key" => first.Cache.RemoveAsync(_key).AsTask(),
            "tag" => first.Cache.RemoveByTagAsync("fruit").AsTask(),
            "prefix" => first.Cache.RemoveByPatternAsync(_key[..12] + "*").AsTask(),
            "clear" => first.Cache.ClearAsync().AsTask(),
            _ => first.Cache.SetAsync(_key, "new", Tagged).AsTask(),
        };
        await change;

        Assert.Equal("new", await first.ReadAsync(_key, "new", Tagged));
        await Eventually.HoldsAsync(async () => await second.ReadAsync(_key, "new", Tagged) == "new");
    }

    [Fact]
    public async Task A_null_is_remembered_by_all_and_forgotten_when_there_is_a_value()
    {
        await using var first = New();
        await using var second = New();
        Assert.Null(await first.ReadAsync<string?>(_key, null));
        Assert.Null(await second.ReadAsync<string?>(_key, "unused"));

        await first.Cache.SetAsync<string?>(_key, "there now");

        await Eventually.HoldsAsync(async () => await second.ReadAsync<string?>(_key, "unused") == "there now");
    }

    [Fact]
    public async Task Many_keys_are_read_together_and_only_the_missing_are_loaded()
    {
        await using var first = New();
        await using var second = New();
        var ids = Enumerable.Range(0, 50).ToArray();
        await first.Cache.GetOrLoadManyAsync(ids[..30], KeyOf, 0, LoadAsync);
        var asked = new List<int>();

        var found = await second.Cache.GetOrLoadManyAsync(ids, KeyOf, 0, (missing, _, _) =>
        {
            asked.AddRange(missing);
            return LoadAsync(missing, 0, CancellationToken.None);
        });

        Assert.Equal(ids[30..], asked.Order());
        Assert.Equal(ids.Select(static id => id * 10), found.OrderBy(static pair => pair.Key).Select(static pair => pair.Value));

        string KeyOf(int id) => $"{_key}:{id}";
        static ValueTask<IReadOnlyDictionary<int, int>> LoadAsync(IReadOnlyList<int> missing, int state, CancellationToken cancellationToken) =>
            new(missing.ToDictionary(static id => id, static id => id * 10));
    }

    [Fact]
    public async Task How_late_changes_are_heard_of_is_measured_by_changes_of_its_own()
    {
        await using var instance = New();

        for (var key = 0; key < 3; key++) await instance.ReadAsync($"{_key}:{key}", "loaded");

        await Eventually.HoldsAsync(() => instance.Stats.ObservedLag is not null);
        Assert.InRange(instance.Stats.ObservedLag!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(30));
        await Eventually.HoldsAsync(() => instance.Stats.ProofAge <= TimeSpan.FromSeconds(1));
    }

    private Instance New() => new(one.Server.Url);
}
