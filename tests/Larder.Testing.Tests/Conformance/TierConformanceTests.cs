using Larder.Testing.Conformance;

namespace Larder.Testing.Tests.Conformance;

/// <summary>A suite that nothing can fail proves nothing: each clause is shown to catch a tier that breaks it.</summary>
public sealed class TierConformanceTests
{
    private static readonly IReadOnlyList<Fault> AllFaults = [.. SlotFaults.All, .. LeaseFaults.All, .. StreamFaults.All, .. CallFaults.All, .. HoldFaults.All];

    public static TheoryData<string> Faults => [.. AllFaults.Select(fault => fault.Name)];

    private static IReadOnlyList<string> ClauseNames => [.. new TierConformance(new ModelPlace()).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Faults))]
    public async Task Each_clause_about_a_fault_catches_a_tier_that_has_it(string name)
    {
        var fault = AllFaults.Single(fault => fault.Name == name);
        var clauses = fault.CaughtBy(ClauseNames).ToArray();

        var missed = await Task.WhenAll(clauses.Select(clause => Task.Run(() => IsMissedAsync(fault, clause))));

        Assert.NotEmpty(clauses);
        Assert.Empty(clauses.Where((_, i) => missed[i]));
    }

    [Fact]
    public void Every_clause_has_a_fault_that_it_catches()
    {
        var caught = AllFaults.SelectMany(fault => fault.CaughtBy(ClauseNames)).ToHashSet();

        Assert.Empty(ClauseNames.Except(caught));
    }

    [Fact]
    public void Names_of_clauses_are_unique() => Assert.Equal(ClauseNames.Count, ClauseNames.Distinct().Count());

    private static async Task<bool> IsMissedAsync(Fault fault, string clause)
    {
        // Short: a tier that hangs is caught by its clause's patience.
        await using ModelPlace place = new(fault) { Patience = TimeSpan.FromMilliseconds(500) };
        try
        {
            await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
            return true;
        }
        catch (ConformanceException error)
        {
            Assert.Equal(clause, error.Clause);
            return false;
        }
    }
}
