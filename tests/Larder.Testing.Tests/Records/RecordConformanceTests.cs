using Larder.Testing.Conformance;
using Larder.Testing.Tests.Conformance;
using Larder.Testing.Tiers;
using Larder.Tiers;

namespace Larder.Testing.Tests.Records;

/// <summary>The model keeps the contract of records; and each clause is shown to catch records that break it.</summary>
public sealed class RecordConformanceTests
{
    public static TheoryData<string> Clauses => [.. Names];

    public static TheoryData<string> Faults => [.. RecordFaults.All.Keys];

    private static IReadOnlyList<string> Names => [.. new RecordConformance(new ModelPlace(), Of).Clauses.Select(static clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_model_keeps_the_clause(string clause)
    {
        await using ModelPlace place = new();

        await new RecordConformance(place, Of).RunAsync(clause, TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Each_clause_about_a_fault_catches_records_that_have_it(string fault)
    {
        var (open, clauses) = RecordFaults.All[fault];
        foreach (var clause in Names.Where(name => clauses.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))))
        {
            await using ModelPlace place = new() { Patience = TimeSpan.FromMilliseconds(500) };
            var suite = new RecordConformance(place, tier => open((InMemoryTier)tier));
            await Assert.ThrowsAsync<ConformanceException>(() => suite.RunAsync(clause, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Every_clause_has_a_fault_that_it_catches()
    {
        string[] beginnings = [.. RecordFaults.All.Values.SelectMany(static fault => fault.Clauses)];

        Assert.DoesNotContain(Names, name => !beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)));
        Assert.All(beginnings, beginning => Assert.Contains(Names, name => name.StartsWith(beginning, StringComparison.Ordinal)));
    }

    private static ISharedRecords Of(ISharedTier tier) => ((InMemoryTier)tier).Records;
}
