using Larder.Testing.Conformance;
using Larder.Tiers;

namespace Larder.Testing.Tests.Conformance;

public sealed class InMemoryTierConformanceTests
{
    public static TheoryData<string> Clauses => [.. new TierConformance(new ModelPlace()).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_model_keeps_each_clause(string clause)
    {
        await using ModelPlace place = new();

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }

    [Theory, InlineData(Follow.Polled), InlineData(Follow.None)]
    public async Task The_model_keeps_its_clauses_however_it_follows(Follow follow)
    {
        await using ModelPlace place = new() { Traits = new("memory", follow, TimeSpan.FromMilliseconds(20), 8 << 20, TierFeatures.ForeignWriters) };
        TierConformance suite = new(place);

        foreach (var clause in suite.Clauses)
            await clause.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(follow == Follow.Polled, suite.Clauses.Any(clause => clause.Name.StartsWith("A proof", StringComparison.Ordinal)));
    }
}
