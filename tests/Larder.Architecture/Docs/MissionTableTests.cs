using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Docs;

/// <summary>Each promise of the table is held by tests that are there.</summary>
public class MissionTableTests
{
    private const string Head = "| Id | Promise | Where | Test |\n|---|---|---|---|\n";

    private static readonly (string Series, int Last)[] s_promised = [("S0-", 22), ("S1-", 33), ("S2-", 32), ("S3-", 35), ("S4-", 22), ("W", 37)];

    [Fact]
    public void Every_test_that_the_table_names_is_there()
    {
        var text = Repository.Read(MissionTable.Path);
        var tests = Repository.Sources.Where(static source => source.IsTest)
            .SelectMany(static source => source.Root.DescendantNodes().OfType<TypeDeclarationSyntax>())
            .SelectMany(static type => type.Members.OfType<MethodDeclarationSyntax>().Where(static method => method.AttributeLists.Count > 0)
                .Select(method => (Type: type.Identifier.Text, Method: method.Identifier.Text)))
            .ToHashSet();

        Law.IsKept(MissionTable.Check(text, (type, method) => tests.Contains((type, method))));
    }

    [Fact]
    public void Every_promise_is_in_the_table() =>
        Law.IsKept(MissionTable.Missing(Repository.Read(MissionTable.Path), s_promised));

    [Theory]
    [InlineData("| S0-01 | a | b | `ATests.Does` |\n| S0-02 | a | b | `ATests.Does` |\n| W1 | a | b | `ATests.Does` |", 0)]
    [InlineData("| S0-01 | a | b | `ATests.Does` |\n| W1 | a | b | `ATests.Does` |", 1)]
    [InlineData("", 3)]
    public void A_promise_that_the_table_leaves_out_is_found(string lines, int violations)
    {
        Assert.Equal(violations, MissionTable.Missing(Head + lines, [("S0-", 2), ("W", 1)]).Count());
    }

    [Theory]
    [InlineData("| S0-01 | a | b | `ATests.Does` |", 0)]
    [InlineData("| S0-01 | a | b | `ATests.Does`, `ATests.Does` |", 0)]
    [InlineData("| S0-01 | a | b | `ATests.Is_gone` |", 1)]
    [InlineData("| S0-01 | a | b | none |", 1)]
    [InlineData("| W1 | a | b | `ATests.Does` |\n| W1 | a | b | `ATests.Does` |", 1)]
    [InlineData("| S0-01 | a | b | `ATests.Does`, `BTests.Does` |", 1)]
    public void A_line_that_promises_what_no_test_holds_is_found(string lines, int violations)
    {
        Assert.Equal(violations, MissionTable.Check(Head + lines, static (type, method) => (type, method) == ("ATests", "Does")).Count());
    }
}
