using Larder.Diagnostics;

namespace Larder.Memory;

/// <summary>Why entries left: a count for each cause, and the last of them by name. Under the store's lock.</summary>
internal sealed class RemovalLog
{
    private const int Kept = 64;

    private static readonly RemovalCause[] Causes = Enum.GetValues<RemovalCause>();

    private readonly (string Key, RemovalCause Cause, long At)[] _last = new (string, RemovalCause, long)[Kept];
    private readonly long[] _counts = new long[Causes.Length];
    private long _written;

    public IReadOnlyDictionary<RemovalCause, long> Counts => Causes.ToDictionary(static cause => cause, cause => _counts[(int)cause]);

    public void Write(string key, RemovalCause cause, long now)
    {
        _counts[(int)cause]++;
        _last[_written++ % Kept] = (key, cause, now);
    }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<RemovedEntry> Last(int most, long now)
    {
        var count = (int)Math.Min(Math.Min(most, Kept), _written);
        return [.. Enumerable.Range(1, count).Select(back =>
        {
            var (key, cause, at) = _last[(_written - back) % Kept];
            return new RemovedEntry(key, cause, TimeSpan.FromSeconds((now - at) / 1000));
        })];
    }
}
