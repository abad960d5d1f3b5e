using System.Collections.Concurrent;
using Larder.Testing;
using Larder.Testing.Hosting;

namespace Larder.Tests.Soak;

/// <summary>
/// Everything that callers do, in an order drawn by seed, many at a time: reads, batches, writes and removals of all kinds, and callers that
/// leave before they get an answer. Keeps what went wrong: a wrong value, or an exception that the caller had not to expect.
/// </summary>
internal sealed class Turmoil(IReadOnlyList<CacheHarness> processes, int seed)
{
    private const int Keys = 40;
    private const int MostCalls = 200;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly CacheEntryOptions[] Options =
    [
        new() { Expiration = TimeSpan.FromSeconds(5), Tags = ["t0"] },
        new() { Expiration = TimeSpan.FromSeconds(3), RefreshAhead = Second, Tags = ["t1"] },
        new() { Expiration = TimeSpan.FromSeconds(2), StaleFor = TimeSpan.FromSeconds(20), SoftTimeout = TimeSpan.FromMilliseconds(100), Tags = ["t2"] },
        new() { Expiration = Second, LoadTimeout = TimeSpan.FromMilliseconds(700), StaleFor = TimeSpan.Zero },
        new() { Expiration = TimeSpan.FromSeconds(4), RefreshAhead = TimeSpan.FromSeconds(2), LoadTimeout = Second, SoftTimeout = TimeSpan.FromMilliseconds(50) },
    ];

    private readonly Random _random = new(seed);
    private readonly List<Task> _calls = [];

    public SlowSource Source { get; } = new(processes[0].Clock);

    public ConcurrentBag<string> Problems { get; } = [];

    private FakeClock Clock => processes[0].Clock;

    /// <summary>So many calls; after each, this may disturb what they run on.</summary>
    public async Task RunAsync(int calls, Action<Random> disturb)
    {
        for (var call = 0; call < calls; call++)
        {
            Begin();
            disturb(_random);
            if (_random.Next(4) == 0) Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(60)));
            _calls.RemoveAll(static one => one.IsCompleted);
            if (_calls.Count >= MostCalls) await PassAsync(() => _calls.Count(static one => !one.IsCompleted) < MostCalls / 2);
        }
    }

    /// <summary>Lets every loader end, and waits for all callers and all flights.</summary>
    public async Task SettleAsync()
    {
        Source.End();
        await PassAsync(() => _calls.TrueForAll(static call => call.IsCompleted) && Source.Running == 0);
        await PassAsync(() => processes.All(static one => Inside(one).FlightsUnderWay == 0 && one.Stats.OrphanedLoads == 0));
    }

    public static Larder.Pipeline.Cache Inside(CacheHarness harness) => (Larder.Pipeline.Cache)harness.Cache;

    /// <summary>Lets time pass in steps, so that what one timer starts can arm the next.</summary>
    private Task PassAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(50));
        return condition();
    });

    private void Begin()
    {
        var cache = processes[_random.Next(processes.Count)].Cache;
        var (number, kind, pick) = (_random.Next(Keys), _random.Next(10_000), _random.Next(100));
        var options = Options[_random.Next(Options.Length)];
        var stop = NextStop();
        var call = () => CallAsync(cache, new Plan(number, kind, pick, options, stop));
        _calls.Add(_random.Next(2) == 0 ? Task.Run(call) : call());
        if (stop is not null && _random.Next(2) == 0) _calls.Add(Task.Run(stop.Cancel));
    }

    /// <summary>Most callers stay; some have left already, some leave at once, some after a while.</summary>
    private CancellationTokenSource? NextStop() => _random.Next(8) switch
    {
        0 => new CancellationTokenSource(TimeSpan.FromMilliseconds(_random.Next(1, 500)), Clock),
        1 => new CancellationTokenSource(),
        2 => new CancellationTokenSource(TimeSpan.FromMilliseconds(1), Clock),
        _ => null,
    };

    private async Task CallAsync(ICache cache, Plan plan)
    {
        var token = plan.Stop?.Token ?? CancellationToken.None;
        try
        {
            await VerbAsync(cache, plan, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // It asked for that.
        }
        catch (CacheBatchException<int, int> partial)
        {
            foreach (var failure in partial.Failures.Values.Where(static failure => !IsExpected(failure))) Problems.Add($"In a batch: {failure}");
        }
        catch (Exception error)
        {
            if (!IsExpected(error)) Problems.Add(error.ToString());
        }
    }

    private static bool IsExpected(Exception error) => error is BrokenSourceException or CacheLoadTimeoutException;

    private async Task VerbAsync(ICache cache, Plan plan, CancellationToken token)
    {
        var key = KeyOf(plan.Number);
        switch (plan.Pick)
        {
            case < 50:
                Check(plan.Number, await cache.GetOrLoadAsync(key, (this, plan), static (use, _, token) => use.Item1.LoadAsync(use.plan, token), plan.Options, token));
                break;
            case < 70:
                foreach (var (id, value) in await cache.GetOrLoadManyAsync(plan.Ids, KeyOf, (this, plan), LoadManyAsync, plan.Options, token)) Check(id, value);
                break;
            case < 76:
                await cache.SetAsync(key, plan.Number, plan.Options, token);
                break;
            case < 80:
                if (await cache.TryGetAsync<int>(key, token) is { Found: true } found) Check(plan.Number, found.Value);
                break;
            case < 82:
                await cache.ExistsAsync(key, token);
                break;
            case < 84:
                await cache.ExpireAsync(key, token);
                break;
            default:
                await RemoveAsync(cache, plan, token);
                break;
        }
    }

    private static async Task RemoveAsync(ICache cache, Plan plan, CancellationToken token)
    {
        switch (plan.Pick)
        {
            case < 90:
                await cache.RemoveAsync(KeyOf(plan.Number), token);
                break;
            case < 92:
                await cache.RemoveAsync([.. plan.Ids.Select(KeyOf)], token);
                break;
            case < 95:
                await cache.RemoveByTagAsync($"t{plan.Number % 3}", token);
                break;
            case < 97:
                await cache.RemoveByPatternAsync($"k{plan.Number % 10}*", token);
                break;
            case < 99:
                await cache.RemoveByPatternAsync($"k*{plan.Number % 10}", token);
                break;
            default:
                await cache.ClearAsync(token);
                break;
        }
    }

    /// <summary>Some loaders read the cache again, of a higher number, so that they never wait in a circle.</summary>
    private async ValueTask<int> LoadAsync(Plan plan, CancellationToken token)
    {
        if (plan.Kind % 13 == 0 && plan.Number + 1 < Keys)
        {
            var (next, kind) = (plan.Number + 1, plan.Kind / 2);
            Check(next, await processes[0].Cache.GetOrLoadAsync(KeyOf(next), (Source, next, kind), static (use, _, token) => use.Source.LoadAsync(use.next, use.kind, token), null, token));
        }

        return await Source.LoadAsync(plan.Number, plan.Kind, token);
    }

    private static async ValueTask<IReadOnlyDictionary<int, int>> LoadManyAsync(IReadOnlyList<int> ids, (Turmoil Self, Plan Plan) use, CancellationToken token)
    {
        await use.Self.Source.LoadAsync(0, use.Plan.Kind, token);
        return ids.ToDictionary(static id => id);
    }

    private void Check(int number, int value)
    {
        if (value != number) Problems.Add($"{value} came back under {KeyOf(number)}.");
    }

    private static string KeyOf(int number) => $"k{number}";

    private sealed record Plan(int Number, int Kind, int Pick, CacheEntryOptions Options, CancellationTokenSource? Stop)
    {
        public IReadOnlyList<int> Ids => [.. Enumerable.Range(Number, 1 + (Kind % 12)).Select(static number => number % Keys)];
    }
}
