using System.Globalization;
using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>
/// Loads from the source of truth. A quarter of the loads take their time after they have read it, which is when they can be overtaken. Some of
/// the slow key take longer than the bound, and fail at the end: who joins them then must not get what was removed meanwhile.
/// </summary>
internal sealed class Loads(SourceClient source, Random random)
{
    private const int MaxMilliseconds = 20;
    private static readonly int OverTheBoundMilliseconds = (int)(Settings.StalenessBound * 2.5).TotalMilliseconds;

    private static readonly CacheEntryOptions[] Reliable = [.. Enumerable.Range(0, KeySet.Groups).Select(static group => new CacheEntryOptions
    {
        Tags = [KeySet.TagOf(group)],
        Expiration = TimeSpan.FromMinutes(5),
    })];

    private static readonly CacheEntryOptions[] Unreliable = [.. Enumerable.Range(0, KeySet.Groups).Select(static group => new CacheEntryOptions
    {
        Tags = [KeySet.TagOf(group)],
        Expiration = TimeSpan.FromMilliseconds(300),
        StaleFor = TimeSpan.FromSeconds(30),
    })];

    private readonly Lock _lock = new();

    public static CacheEntryOptions OptionsOf(int key) => (KeySet.IsUnreliable(key) ? Unreliable : Reliable)[KeySet.GroupOf(key)];

    public async ValueTask<string> LoadAsync(int key)
    {
        var (isDown, pause) = Chance(key);
        var version = await source.ReadAsync(key);
        if (pause > 0) await Task.Delay(pause);
        return isDown ? throw new SourceDownException() : version.ToString(CultureInfo.InvariantCulture);
    }

    public async ValueTask<IReadOnlyDictionary<int, string>> LoadManyAsync(IReadOnlyList<int> keys)
    {
        var values = new Dictionary<int, string>();
        foreach (var key in keys) values[key] = (await source.ReadAsync(key)).ToString(CultureInfo.InvariantCulture);
        if (Chance(keys[0]) is { Pause: > 0 and var pause }) await Task.Delay(pause);
        return values;
    }

    private (bool IsDown, int Pause) Chance(int key)
    {
        lock (_lock)
        {
            if (key == KeySet.Slow && random.Next(2) == 0) return (random.Next(2) == 0, OverTheBoundMilliseconds);
            return (KeySet.IsUnreliable(key) && random.Next(3) == 0, random.Next(4) == 0 ? random.Next(1, MaxMilliseconds) : 0);
        }
    }
}
