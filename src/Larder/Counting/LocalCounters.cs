using System.Collections.Concurrent;

namespace Larder.Counting;

/// <summary>Counters of this process alone: they end with it.</summary>
internal sealed class LocalCounters(TimeProvider time) : ICounters
{
    private const int SweepEvery = 1024;

    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);
    private int _adds;

    public ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        var now = time.GetTimestamp();
        var until = keepFor is { } span ? now + (long)(span.TotalSeconds * time.TimestampFrequency) : long.MaxValue;
        var count = _counts.AddOrUpdate(
            name,
            static (_, added) => new Count(added.by, added.until),
            static (_, held, added) => new Count(unchecked((held.Until > added.now ? held.Value : 0) + added.by), added.until),
            (by, until, now));
        if (Interlocked.Increment(ref _adds) % SweepEvery == 0) Sweep(now);
        return new ValueTask<long>(count.Value);
    }

    public ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        return new ValueTask<long>(Value(name));
    }

    public ValueTask<IReadOnlyList<long>> GetManyAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names) CounterName.Check(name);
        return new ValueTask<IReadOnlyList<long>>([.. names.Select(Value)]);
    }

    private long Value(string name) => _counts.TryGetValue(name, out var count) && count.Until > time.GetTimestamp() ? count.Value : 0;

    // Counters of days that are over must not stay as long as the process.
    private void Sweep(long now)
    {
        foreach (var pair in _counts)
            if (pair.Value.Until <= now)
                _counts.TryRemove(pair);
    }

    private sealed record Count(long Value, long Until);
}
