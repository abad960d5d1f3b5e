using Larder.Testing.Conformance;

namespace Larder.Testing.Tests.Conformance;

public sealed class InMemoryTierConformanceTests
{
    public static TheoryData<string> Clauses => [.. new TierConformance(new ModelPlace()).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task Keeps(string clause)
    {
        await using ModelPlace place = new();

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }
}
