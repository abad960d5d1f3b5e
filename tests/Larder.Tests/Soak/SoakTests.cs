using System.Collections.Concurrent;
using System.Globalization;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;

namespace Larder.Tests.Soak;

/// <summary>
/// After any amount of calls that fail, hang or are left by their callers, nothing is left: no flight, no lease, no timer, no task. The variable
/// LARDER_SOAK says how many calls each of them makes, and LARDER_SOAK_SEED moves their seeds on.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Places = 8;
    private static readonly int Calls = Setting("LARDER_SOAK", 4_000);
    private static readonly int SeedOffset = Setting("LARDER_SOAK_SEED", 0);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentBag<string> _unobserved = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task In_memory_alone_nothing_is_left(int seed)
    {
        await using var harness = new CacheHarness(Configure);

        await RunAsync([harness], seed, static _ => { });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task With_two_processes_nothing_is_left_and_no_lease(int seed)
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server, Configure);
        await using var two = new CacheHarness(server, Configure);

        Delay(one, two);

        await RunAsync([one, two], seed, static _ => { });

        // None has run out: each was given back.
        Assert.DoesNotContain(server.Slots, slot => server.StateOf(slot) == SlotState.Leased);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task With_a_tier_that_goes_down_and_comes_back_nothing_is_left(int seed)
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var one = new CacheHarness(server, ConfigureBriefly);
        await using var two = new CacheHarness(server, ConfigureBriefly);
        Delay(one, two);

        await RunAsync([one, two], seed, random =>
        {
            if (random.Next(100) == 0) server.TakeDown(random.Next(2) == 0 ? TierFailure.Unreachable : TierFailure.MaybeDone);
            else if (random.Next(30) == 0) server.BringUp();
        }, server.BringUp);

        Assert.DoesNotContain(server.Slots, slot => server.StateOf(slot) == SlotState.Leased);
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Note;

    /// <summary>A third of the calls takes a while, so that much can happen between two of them.</summary>
    private static void Delay(params CacheHarness[] processes)
    {
        var calls = 0;
        foreach (var process in processes)
            process.Faults.Always(TierFault.Delay(TimeSpan.FromMilliseconds(5)), call => call.Verb != TierVerb.Wait && Interlocked.Increment(ref calls) % 3 == 0);
    }

    /// <summary>In an outage a lease can't be given back, and must run out.</summary>
    private static void ConfigureBriefly(CacheOptions options)
    {
        Configure(options);
        options.LeaseFor = TimeSpan.FromSeconds(2);
    }

    private static void Configure(CacheOptions options)
    {
        options.MaxConcurrentLoads = Places;
        options.LoadTimeout = TimeSpan.FromSeconds(3);
        options.LeaseFor = TimeSpan.FromHours(1);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private async Task RunAsync(CacheHarness[] processes, int seed, Action<Random> disturb, Action? repair = null)
    {
        Collect();
        TaskScheduler.UnobservedTaskException += Note;
        var turmoil = new Turmoil(processes, seed + SeedOffset);
        output.WriteLine($"seed {seed + SeedOffset}, {Calls} calls");

        await turmoil.RunAsync(Calls, disturb);
        repair?.Invoke();
        await turmoil.SettleAsync();

        // From here on the clock moves only where it is said: nothing may wait for it.
        foreach (var process in processes) process.Faults.Clear();
        if (repair is not null) processes[0].Clock.Advance(TimeSpan.FromMinutes(10));

        output.WriteLine(string.Join(", ", processes.Select(static one => $"{one.Stats.Loads} loads, {one.Stats.FailedLoads} failed, {one.Stats.Refreshes} refreshes")));
        Assert.Empty(turmoil.Problems);
        foreach (var process in processes) await AllPlacesAreFreeAsync(process);
        NoTimerIsLeft(processes[0].Clock);
        Collect();
        Assert.Empty(_unobserved);
    }

    private static async Task AllPlacesAreFreeAsync(CacheHarness process)
    {
        var loader = new CountingLoader<int>(1);
        loader.Block();
        var loads = Enumerable.Range(0, Places).Select(number => process.Cache.GetOrLoadAsync($"place {number}", loader.LoadAsync).AsTask()).ToArray();
        await loader.WaitForRunsAsync(Places);
        loader.Release();
        await Task.WhenAll(loads).WaitAsync(Patience);
        foreach (var number in Enumerable.Range(0, Places)) await process.Cache.RemoveAsync($"place {number}").AsTask().WaitAsync(Patience);
    }

    /// <summary>A load that was given up leaves its deadline, which fires once; what comes again is left.</summary>
    private static void NoTimerIsLeft(FakeClock clock)
    {
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(0, clock.ArmedTimers);
    }

    private static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private void Note(object? sender, UnobservedTaskExceptionEventArgs args) => _unobserved.Add(args.Exception.ToString());
}
