using Larder.Tiers;

namespace Larder.Counting;

/// <summary>A place where counters live and that can be away: a file, a server. <see cref="MergingCounters"/> makes counters of it that never fail.</summary>
public interface ICounterStore
{
    /// <summary>
    /// Counts an addition, unless one of its lane with the same or a higher number was counted on this counter within the last
    /// <see cref="OperationsKeptFor"/>, and gives the value that it made.
    /// </summary>
    /// <exception cref="TierException">It was not counted, or after TimedOut and MaybeDone nobody knows; the same addition may be given again.</exception>
    ValueTask<long> AddAsync(CounterAddition addition, CancellationToken cancellationToken);

    /// <summary>The values at the places of their names; zero where there is no such counter. One round trip, however many.</summary>
    /// <exception cref="TierException">They could not be read.</exception>
    ValueTask<IReadOnlyList<long>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>How long a place remembers which additions it has counted: an hour after the last one of a counter, at least.</summary>
    static TimeSpan OperationsKeptFor { get; } = TimeSpan.FromHours(1);
}
