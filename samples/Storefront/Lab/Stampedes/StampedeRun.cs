using Larder;

namespace Storefront.Lab.Stampedes;

/// <summary>Lets many ask at once for a value that nobody has yet.</summary>
internal sealed class StampedeRun(ICache cache, TimeProvider clock)
{
    public const int Usual = 50;
    public const int Most = 1_000;
    public const string Rule = "callers is a whole number from 1 to 1000.";

    private const string Key = "lab:stampede";

    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(500);
    private static readonly CacheEntryOptions Kept = new() { Expiration = TimeSpan.FromMinutes(1) };
    private volatile StampedeResult? _last;

    public StampedeResult? Last => _last;

    public async Task<StampedeResult> RunAsync(int callers, CancellationToken cancellationToken)
    {
        await cache.RemoveAsync(Key, cancellationToken);
        var started = clock.GetTimestamp();
        var with = await CountAsync(callers, (compute, token) => cache.GetOrLoadAsync(Key, compute, Kept, token), cancellationToken);
        var slowest = clock.GetElapsedTime(started).TotalSeconds;
        var without = await CountAsync(callers, static (compute, token) => compute(token), cancellationToken);
        return _last = new StampedeResult(callers, with, slowest, without, Each.TotalSeconds);
    }

    /// <summary>Lets them all ask at once, and counts the computations.</summary>
    private async Task<int> CountAsync(
        int callers, Func<Func<CancellationToken, ValueTask<string>>, CancellationToken, ValueTask<string>> ask, CancellationToken cancellationToken)
    {
        var computations = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () => await ask(ComputeAsync, cancellationToken), cancellationToken)));
        return computations;

        async ValueTask<string> ComputeAsync(CancellationToken token)
        {
            Interlocked.Increment(ref computations);
            await Task.Delay(Each, clock, token);
            return "This was a heavy computation result.";
        }
    }
}
