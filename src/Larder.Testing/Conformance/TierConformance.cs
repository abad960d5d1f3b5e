namespace Larder.Testing.Conformance;

/// <summary>
/// The contract of <see cref="Larder.Tiers.ISharedTier"/> as trials, for any test framework: make a test of each name in <see cref="Clauses"/>.
/// </summary>
public sealed class TierConformance
{
    /// <summary>The clauses that apply to this tier, by its traits and by what the place can do.</summary>
    public TierConformance(ITierUnderTest place) => Clauses =
    [
        .. ReadClauses.For(place)
            .Concat(LeaseClauses.All)
            .Concat(ReplaceClauses.All)
            .Concat(WriteClauses.For(place))
            .Concat(RemovalClauses.All)
            .Concat(MarkClauses.All)
            .Concat(ExpirationClauses.All)
            .Concat(ChangeClauses.For(place))
            .Concat(StreamClauses.For(place))
            .Concat(WaitClauses.For(place))
            .Concat(ScanClauses.All)
            .Concat(SweepClauses.All)
            .Concat(OutageClauses.For(place))
            .Concat(LifetimeClauses.All)
            .Concat(HoldClauses.For(place))
            .Select(clause => new ConformanceClause(place, clause)),
    ];

    /// <summary>The promises, each with its trial.</summary>
    public IReadOnlyList<ConformanceClause> Clauses { get; }

    /// <summary>Runs the clause of this name.</summary>
    /// <exception cref="ConformanceException">The tier breaks the clause.</exception>
    public Task RunAsync(string clause, CancellationToken cancellationToken) =>
        Clauses.Single(one => one.Name == clause).RunAsync(cancellationToken);
}
