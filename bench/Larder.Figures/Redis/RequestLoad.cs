using System.Diagnostics;

namespace Larder.Figures.Redis;

/// <summary>Requests that come at a steady rate, whether the earlier ones were answered or not, each to a source that takes its time.</summary>
internal sealed class RequestLoad(ICache cache, int perSecond)
{
    private const int Keys = 2_000;
    private static readonly TimeSpan SourceTakes = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private static readonly CacheEntryOptions FromTier = new() { Tiers = OpenCache.WithoutMemory };

    private readonly Random _random = new(1);
    private readonly Lock _lock = new();
    private readonly List<Request> _requests = [];
    private int _loading;
    private int _mostLoading;

    /// <summary>The most loads that the source saw at once.</summary>
    public int MostLoading => Volatile.Read(ref _mostLoading);

    /// <summary>Puts every key into the tier.</summary>
    public async Task FillAsync()
    {
        for (var key = 0; key < Keys; key++) await cache.SetAsync(NameOf(key), key);
    }

    public async Task<IReadOnlyList<Request>> RunAsync(CancellationToken until)
    {
        List<Task> open = [];
        var started = Stopwatch.GetTimestamp();
        var sent = 0;
        while (!until.IsCancellationRequested)
        {
            var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond);
            for (; sent < due; sent++) open.Add(AskAsync(_random.Next(Keys), sent % 2 == 0));
            await Task.Delay(Beat, CancellationToken.None);
        }
        await Task.WhenAll(open);
        return _requests;
    }

    private static string NameOf(int key) => $"request:{key}";

    // Half of them are answered by memory while it may answer; the other half always need the tier, or the source.
    private async Task AskAsync(int key, bool mayUseMemory)
    {
        await Task.Yield();
        var (at, failed, loaded) = (Stopwatch.GetTimestamp(), false, new Loaded());
        try
        {
            var value = await cache.GetOrLoadAsync(NameOf(key), (this, key, loaded), static (from, _, token) => from.Item1.LoadAsync(from.key, from.loaded, token), mayUseMemory ? null : FromTier);
            failed = value != key;
        }
        catch (Exception error)
        {
            failed = true;
            Console.Error.WriteLine($"A request failed: {error.Message}");
        }
        var took = Stopwatch.GetElapsedTime(at).TotalMilliseconds - loaded.Milliseconds;
        lock (_lock) _requests.Add(new Request(at, took, failed));
    }

    private async ValueTask<int> LoadAsync(int key, Loaded loaded, CancellationToken cancellationToken)
    {
        var (started, now) = (Stopwatch.GetTimestamp(), Interlocked.Increment(ref _loading));
        for (var most = MostLoading; now > most; most = MostLoading) Interlocked.CompareExchange(ref _mostLoading, now, most);
        try
        {
            await Task.Delay(SourceTakes, cancellationToken);
            return key;
        }
        finally
        {
            Interlocked.Decrement(ref _loading);
            loaded.Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    private sealed class Loaded
    {
        public double Milliseconds { get; set; }
    }
}
