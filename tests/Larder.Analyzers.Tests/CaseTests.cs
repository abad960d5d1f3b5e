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

    [Fact]
    public async Task Mends_a_whole_document_at_once()
    {
        const string code = """
            public interface IProducts
            {
                [Cached("product:{id}", "5 minutes", StaleFor = "1 hour")]
                Task<string?> GetAsync(int id, string language, int shop);

                [Cached("otp:{user}", "1 minute")]
                Task<string> GetOtpAsync(int user, int shop);
            }
            """;

        var durations = await Fixing.WholeDocumentAsync(code, "LAR011");
        var secrets = await Fixing.WholeDocumentAsync(code, "LAR007");
        // Two changes at one place are one too many for one pass.
        var parameters = await Fixing.WholeDocumentAsync(await Fixing.WholeDocumentAsync(code, "LAR001"), "LAR001");

        Assert.Contains("\"5m\", StaleFor = \"1h\"", durations, StringComparison.Ordinal);
        Assert.Contains("\"otp:{user}\", \"1m\"", durations, StringComparison.Ordinal);
        Assert.Contains("\"1 minute\", Sensitive = true", secrets, StringComparison.Ordinal);
        Assert.Contains("{id}:{language}:{shop}", parameters, StringComparison.Ordinal);
        Assert.Contains("otp:{user}:{shop}", parameters, StringComparison.Ordinal);
    }

    private static IEnumerable<TheoryDataRow<string>> Clauses(Func<AnalyzerCase, bool> wanted) => AnalyzerCase.All.Where(wanted).Select(one => new TheoryDataRow<string>(one.Clause));
}
