using Larder.Analyzers.Tests.Running;
using Microsoft.CodeAnalysis;

namespace Larder.Analyzers.Tests;

/// <summary>Each case of <c>Cases/</c>.</summary>
public class CaseTests
{
    public static IEnumerable<TheoryDataRow<string>> Reporting => Clauses(one => one.Kind == CaseKind.Reports);

    public static IEnumerable<TheoryDataRow<string>> Silent => Clauses(one => one.Kind == CaseKind.Silent);

    

    [Theory]
    [MemberData(nameof(Reporting))]
    public async Task Reports_what_is_marked_and_nothing_else(string clause)
    {
        var tested = AnalyzerCase.Find(clause);
        var compilation = Analysis.Compile(tested.Code);

        var said = await Analysis.RunAsync(compilation);

        Assert.Empty(Analysis.ErrorsOf(compilation));
        Assert.NotEmpty(tested.Marks);
        Assert.Equal(
            tested.Marks.Order().Select(mark => $"{tested.Rule} {tested.Code[mark.Start..mark.End]} at {mark.Start}"),
            said.Select(one => $"{one.Id} {tested.Code.Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length)} at {one.Location.SourceSpan.Start}"));
        Assert.All(said, one => Assert.Equal("Case.cs", one.Location.SourceTree?.FilePath));
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task Says_nothing_of_a_near_miss(string clause)
    {
        var tested = AnalyzerCase.Find(clause);
        var compilation = Analysis.Compile(tested.Code);

        var said = await Analysis.RunAsync(compilation);

        Assert.Empty(Analysis.ErrorsOf(compilation));
        Assert.Empty(said.Select(one => one.ToString()));
    }

    [Theory]
    [MemberData(nameof(Reporting))]
    public async Task Mends_what_it_reports_where_one_way_is_right(string clause)
    {
        var tested = AnalyzerCase.Find(clause);

        var after = await Fixing.AllAsync(tested.Code, tested.Rule);

        Assert.Equal(tested.Fixed ?? tested.Code, after);
    }

    private static IEnumerable<TheoryDataRow<string>> Clauses(Func<AnalyzerCase, bool> wanted) => AnalyzerCase.All.Where(wanted).Select(one => new TheoryDataRow<string>(one.Clause));
}
