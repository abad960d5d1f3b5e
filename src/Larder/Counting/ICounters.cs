namespace Larder.Counting;

/// <summary>
/// Numbers that many instances add to, beside the cache and not part of it: nothing evicts them. Adding and reading the new value is one step,
/// so two visitors never see the same number. No member throws because the place behind it is down: counts are kept here and merged when it is back.
/// </summary>
public interface ICounters
{
    /// <summary>Adds to a counter, which starts at zero.</summary>
    /// <param name="name">Its name, 1 to 1,024 characters.</param>
    /// <param name="by">How much; may be negative.</param>
    /// <param name="keepFor">How long after the last addition it is kept; null: for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new value.</returns>
    ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default);

    /// <summary>Its value; zero if it was never added to.</summary>
    ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The values of many counters at the places of their names, in one round trip; zero where there is none.</summary>
    ValueTask<IReadOnlyList<long>> GetManyAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default);
}
