using System.Collections.Concurrent;

namespace Larder.Counting;

/// <summary>Counters of this process alone: they end with it.</summary>
internal sealed class LocalCounters(TimeProvider time) : ICounters
{
    private readonly ConcurrentDictionary<string, Count> _counts = new(StringComparer.Ordinal);

    public ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        var now = time.GetTimestamp();
        var until = keepFor is { } span ? now + (long)(span.TotalSeconds * time.TimestampFrequency) : long.MaxValue;
        var count = _counts.AddOrUpdate(
            name,
            static (_, added) => new Count(added.by, added.until),
            static (_, held, added) => new Count((held.Until > added.now ? held.Value : 0) + added.by, added.until),
            (by, until, now));
        return new ValueTask<long>(count.Value);
    }

    public ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        return new ValueTask<long>(_counts.TryGetValue(name, out var count) && count.Until > time.GetTimestamp() ? count.Value : 0);
    }

    private sealed record Count(long Value, long Until);
}
