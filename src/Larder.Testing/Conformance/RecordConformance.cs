using Larder.Tiers;

namespace Larder.Testing.Conformance;

/// <summary>
/// The contract of <see cref="ISharedRecords"/> as trials, beside <see cref="TierConformance"/>: make a test of each name in <see cref="Clauses"/>.
/// </summary>
public sealed class RecordConformance
{
    /// <summary>The clauses, by the traits of the tier.</summary>
    /// <param name="place">The tier.</param>
    /// <param name="recordsOf">The records of one of its instances.</param>
    public RecordConformance(ITierUnderTest place, Func<ISharedTier, ISharedRecords> recordsOf) => Clauses =
    [
        .. new RecordClauses(recordsOf).For(place)
            .Concat(new RecordFillClauses(recordsOf).All)
            .Select(clause => new ConformanceClause(place, clause)),
    ];

    /// <summary>The promises, each with its trial.</summary>
    public IReadOnlyList<ConformanceClause> Clauses { get; }

    /// <summary>Runs the clause of this name.</summary>
    /// <exception cref="ConformanceException">The records break the clause.</exception>
    public Task RunAsync(string clause, CancellationToken cancellationToken) =>
        Clauses.Single(one => one.Name == clause).RunAsync(cancellationToken);
}
