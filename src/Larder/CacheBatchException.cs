namespace Larder;

/// <summary>
/// Some ids of a batch could not be loaded. <see cref="ICache.GetOrLoadManyAsync"/> throws it to its caller, and a batch loader may throw it to
/// say that it got only some: those are kept and handed out all the same.
/// </summary>
/// <typeparam name="TId">What a value is asked for by.</typeparam>
/// <typeparam name="T">The values.</typeparam>
public sealed class CacheBatchException<TId, T> : CacheException
    where TId : notnull
{
    /// <param name="values">What there is; an id in neither of both does not exist.</param>
    /// <param name="failures">Why the others are not there; at least one.</param>
    /// <exception cref="ArgumentException">There is no failure.</exception>
    public CacheBatchException(IReadOnlyDictionary<TId, T> values, IReadOnlyDictionary<TId, Exception> failures)
        : base("LAR303", Text(values, failures), failures.Values.FirstOrDefault())
    {
        if (failures.Count == 0) throw new ArgumentException("Nothing failed: return the values.", nameof(failures));
        Values = values;
        Failures = failures;
    }

    /// <summary>What could be had.</summary>
    public IReadOnlyDictionary<TId, T> Values { get; }

    /// <summary>The ids that could not be had, each with its reason.</summary>
    public IReadOnlyDictionary<TId, Exception> Failures { get; }

    private static string Text(IReadOnlyDictionary<TId, T> values, IReadOnlyDictionary<TId, Exception> failures) =>
        $"{failures.Count} ids of a batch could not be loaded, {values.Count} could; see Failures and Values. The first problem: {failures.Values.FirstOrDefault()?.Message}";
}
