using System.Reflection;
using Larder.Analyzers.Tests.Running;
using Larder.Generators.Analyzers;
using Larder.Generators.Fixes;
using Microsoft.CodeAnalysis;

namespace Larder.Analyzers.Tests;

/// <summary>What is so of each rule.</summary>
public class RuleTests
{
    private static IReadOnlyList<DiagnosticDescriptor> Declared { get; } =
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()];

    public static IEnumerable<TheoryDataRow<string>> Codes => Declared.Select(rule => rule.Id).Distinct().Select(code => new TheoryDataRow<string>(code));

    [Fact]
    public void There_are_fourteen_codes()
    {
        Assert.Equal(Enumerable.Range(1, 14).Select(number => $"LAR{number:000}"), Declared.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_rule_is_in_an_analyzer()
    {
        var supported = Analysis.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).ToHashSet();

        Assert.Empty(Declared.Except(supported).Select(rule => rule.Id));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_rule_has_a_case_that_it_reports_and_several_that_it_lets_pass(string code)
    {
        var cases = AnalyzerCase.All.Where(one => one.Rule == code).ToArray();

        Assert.Contains(cases, one => one.Kind == CaseKind.Reports);
        Assert.Contains(cases, one => one.Kind == CaseKind.Silent);
        Assert.Equal(cases.Length, cases.Select(one => one.Sentence).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_rule_has_a_page_and_leads_to_it(string code)
    {
        Assert.All(Declared.Where(rule => rule.Id == code), rule => Assert.Equal($"docs/errors/{code}.md", rule.HelpLinkUri));
        Assert.True(File.Exists(Path.Combine(Root(), "docs", "errors", code + ".md")), code);
        Assert.Contains($"../errors/{code}.md", File.ReadAllText(Path.Combine(Root(), "docs", "guide", "analyzers.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_whose_case_is_mended_is_one_that_fixes_are_offered_for()
    {
        var mended = AnalyzerCase.All.Where(one => one.Fixed is not null).Select(one => one.Rule).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(mended, new TextFixProvider().FixableDiagnosticIds.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Larder.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No Larder.slnx above the tests.");
        return folder;
    }
}
