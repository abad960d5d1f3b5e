namespace Larder.Testing.Tests;

public sealed class CountingLoaderTests
{
    [Fact]
    public async Task Runs_are_counted_and_numbered()
    {
        CountingLoader<string> loader = new(run => $"run {run}");

        Assert.Equal("run 1", await loader.LoadAsync(CancellationToken.None));
        Assert.Equal("run 2", await loader.LoadAsync(CancellationToken.None));
        Assert.Equal(2, loader.Runs);
    }

    [Fact]
    public async Task Blocked_runs_go_on_when_they_are_released()
    {
        CountingLoader<int> loader = new(7);
        loader.Block();
        var runs = Enumerable.Range(0, 3).Select(_ => loader.LoadAsync(CancellationToken.None).AsTask()).ToArray();

        await loader.WaitForRunsAsync(3);
        Assert.DoesNotContain(runs, run => run.IsCompleted);
        loader.Release();

        Assert.All(await Task.WhenAll(runs), value => Assert.Equal(7, value));
        Assert.Equal(7, await loader.LoadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_blocked_run_can_be_cancelled()
    {
        CountingLoader<int> loader = new(7);
        using CancellationTokenSource stop = new();
        loader.Block();
        var run = loader.LoadAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(1, loader.Cancelled);
    }

    [Fact]
    public async Task Runs_fail_on_cue()
    {
        CountingLoader<int> loader = new(7);
        loader.Fail(new IOException("away"), runs: 1);

        await Assert.ThrowsAsync<IOException>(() => loader.LoadAsync(CancellationToken.None).AsTask());
        Assert.Equal(7, await loader.LoadAsync(CancellationToken.None));

        loader.Fail(new IOException("away"));
        await Assert.ThrowsAsync<IOException>(() => loader.LoadAsync(CancellationToken.None).AsTask());
        loader.Succeed();
        Assert.Equal(7, await loader.LoadAsync(CancellationToken.None));
        Assert.Equal(4, loader.Runs);
    }
}
