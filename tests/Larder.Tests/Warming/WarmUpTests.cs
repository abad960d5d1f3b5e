using Larder.Testing;
using Larder.Warming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Tests.Warming;

public class WarmUpTests
{
    [Fact]
    public async Task Warm_up_begins_when_the_application_has_started_and_not_before()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IHostApplicationLifetime? lifetime = null;
        var wasStarted = false;
        using var host = Host(builder => builder.AddWarmUp("dashboard", (_, _) =>
        {
            wasStarted = lifetime!.ApplicationStarted.IsCancellationRequested;
            begun.SetResult();
            return Task.CompletedTask;
        }));
        lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();

        await host.StartAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(wasStarted);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_may_dispose_warm_ups_before_it_stops_them()
    {
        using var host = Host(builder => builder.AddWarmUp("endless", static (_, token) => Task.Delay(Timeout.Infinite, token)));
        await host.StartAsync();
        await Eventually.HoldsAsync(() => StateOf(host, "endless").Status == WarmUpStatus.Running);
        var service = Assert.Single(host.Services.GetServices<IHostedService>().OfType<WarmUpService>());

        await service.DisposeAsync();
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(WarmUpStatus.Cancelled, StateOf(host, "endless").Status);
    }

    [Fact]
    public async Task Warm_up_that_never_ends_by_itself_does_not_delay_the_start_and_ends_with_the_application()
    {
        using var host = Host(builder => builder.AddWarmUp("endless", static (_, token) => Task.Delay(Timeout.Infinite, token)));

        await host.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.HoldsAsync(() => StateOf(host, "endless").Status == WarmUpStatus.Running);
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(WarmUpStatus.Cancelled, StateOf(host, "endless").Status);
    }

    [Fact]
    public async Task Item_that_fails_is_counted_and_the_others_are_loaded()
    {
        using var host = Host(builder => builder.AddWarmUp("products", static (warmUp, token) => warmUp.ForEachAsync(
            Enumerable.Range(0, 20),
            async (id, end) =>
            {
                if (id == 7) throw new InvalidOperationException("The source is not ready.");
                await warmUp.Cache.SetAsync($"product:{id}", id, cancellationToken: end);
            },
            token)));
        await host.StartAsync();

        var state = await host.Services.GetRequiredService<WarmUps>().RunAsync("products");

        Assert.Equal((WarmUpStatus.Partial, 19, 1, 20), (state!.Status, state.Done, state.Failed, state.Total));
        Assert.Contains("not ready", state.Error, StringComparison.Ordinal);
        Assert.True(await host.Services.GetRequiredService<ICache>().ExistsAsync("product:19"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Warm_up_that_throws_does_not_end_the_application()
    {
        using var host = Host(builder => builder.AddWarmUp("broken", static (_, _) => throw new InvalidOperationException("no")));
        await host.StartAsync();

        await Eventually.HoldsAsync(() => StateOf(host, "broken").Status == WarmUpStatus.Failed);

        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync();
    }

    [Fact]
    public async Task No_more_items_run_at_once_or_in_all_than_the_options_allow()
    {
        var (running, most, items) = (0, 0, 0);
        using var host = Host(builder => builder.AddWarmUp(
            "bounded",
            (warmUp, token) => warmUp.ForEachAsync(
                Enumerable.Range(0, int.MaxValue),
                async (_, end) =>
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                    Interlocked.Increment(ref items);
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                },
                token),
            static options => (options.Parallelism, options.MaxItems, options.RunsAtStart) = (3, 50, false)));
        await host.StartAsync();

        var state = await host.Services.GetRequiredService<WarmUps>().RunAsync("bounded");

        Assert.Equal((WarmUpStatus.Done, 50), (state!.Status, items));
        Assert.InRange(most, 1, 3);
        await host.StopAsync();
    }

    [Fact]
    public async Task Time_limit_ends_a_run()
    {
        var clock = new FakeClock();
        using var host = Host(
            builder => builder.AddWarmUp("slow", static (_, token) => Task.Delay(Timeout.Infinite, token), static options =>
                (options.TimeLimit, options.RunsAtStart) = (TimeSpan.FromSeconds(5), false)),
            clock);
        await host.StartAsync();
        var warmUps = host.Services.GetRequiredService<WarmUps>();
        var armed = clock.ArmedTimers;

        var running = warmUps.RunAsync("slow");
        await Eventually.HoldsAsync(() => clock.ArmedTimers > armed);
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(WarmUpStatus.TimedOut, (await running)!.Status);
        await host.StopAsync();
    }

    [Fact]
    public async Task Who_asks_while_it_runs_gets_that_run()
    {
        var (runs, go) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var host = Host(builder => builder.AddWarmUp("once", async (_, _) =>
        {
            Interlocked.Increment(ref runs);
            await go.Task;
        }, static options => options.RunsAtStart = false));
        await host.StartAsync();
        var warmUps = host.Services.GetRequiredService<WarmUps>();

        var (one, other) = (warmUps.RunAsync("once"), warmUps.RunAsync("once"));
        await Eventually.HoldsAsync(() => runs == 1);
        go.SetResult();
        await Task.WhenAll(one, other);
        await warmUps.RunAsync("once");

        Assert.Equal(2, runs);
        Assert.Null(await warmUps.RunAsync("nothing"));
        await host.StopAsync();
    }

    private static WarmUpState StateOf(IHost host, string name) =>
        host.Services.GetRequiredService<WarmUps>().States.Single(state => state.Name == name);

    private static IHost Host(Action<Larder.Hosting.LarderBuilder> configure, TimeProvider? time = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (time is not null) builder.Services.AddSingleton(time);
        configure(builder.Services.AddLarder());
        return builder.Build();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int known;
        while ((known = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, known) != known)
        {
        }
    }
}
