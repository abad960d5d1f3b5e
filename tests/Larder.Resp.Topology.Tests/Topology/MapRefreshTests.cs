using Larder.Support;

namespace Larder.Resp.Topology.Tests.Topology;

public class MapRefreshTests
{
    [Fact]
    public async Task A_thousand_who_ask_at_once_are_one_question_and_one_more()
    {
        var gate = new TaskCompletionSource();
        var fetched = 0;
        await using var refresh = new MapRefresh(async _ => { Interlocked.Increment(ref fetched); await gate.Task; }, new Jitter(new Random(1)), TimeProvider.System);
        var first = refresh.RequestAsync();
        await Eventually.HoldsAsync(() => Volatile.Read(ref fetched) == 1);

        var others = Enumerable.Range(0, 1000).Select(_ => refresh.RequestAsync()).ToArray();
        gate.SetResult();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task Who_asks_gets_a_map_that_was_fetched_after_the_question()
    {
        var version = 0;
        var seen = 0;
        await using var refresh = new MapRefresh(_ => { seen = Volatile.Read(ref version); return Task.CompletedTask; }, new Jitter(new Random(1)), TimeProvider.System);

        for (var i = 1; i <= 5; i++)
        {
            Volatile.Write(ref version, i);
            await refresh.RequestAsync();
            Assert.True(seen >= i, $"Asked at {i}, and got the map of {seen}.");
        }
    }

    [Fact]
    public async Task A_failed_question_does_not_end_the_asking()
    {
        var fails = true;
        await using var refresh = new MapRefresh(_ => fails ? throw new IOException() : Task.CompletedTask, new Jitter(new Random(1)), TimeProvider.System);

        await Assert.ThrowsAsync<IOException>(() => refresh.RequestAsync());
        fails = false;
        await refresh.RequestAsync();

        Assert.Equal(2, refresh.Count);
    }
}
