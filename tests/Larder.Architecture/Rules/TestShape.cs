using System.Text.RegularExpressions;
using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Rules;

/// <summary>A test is a sentence and always runs.</summary>
internal static partial class TestShape
{
    private static readonly string[] SkipWords = ["Skip", "SkipUnless", "SkipWhen", "SkipExceptions", "Explicit"];

    public static IEnumerable<Violation> Check(SourceFile source) => source.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        .SelectMany(method => TestAttributes(method).SelectMany(attribute => Check(source, method, attribute)));

    private static IEnumerable<Violation> Check(SourceFile source, MethodDeclarationSyntax method, AttributeSyntax attribute)
    {
        var skip = attribute.ArgumentList?.Arguments.Select(argument => argument.NameEquals?.Name.Identifier.Text).FirstOrDefault(SkipWords.Contains);
        if (skip is not null) yield return source.Violation(method, $"{method.Identifier.Text} has {skip}; a test that does not run is none.");
        if (!Sentence().IsMatch(method.Identifier.Text) && !IsClause(method))
            yield return source.Violation(method, $"{method.Identifier.Text} is no sentence: write Stale_value_is_served_when_the_loader_fails.");
    }

    private static IEnumerable<AttributeSyntax> TestAttributes(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Where(attribute => attribute.Name.ToString() is "Fact" or "Theory");

    // The sentence of a conformance test is the clause that it is given.
    private static bool IsClause(MethodDeclarationSyntax method) => method.ParameterList.Parameters is [{ Identifier.Text: "clause" }];

    // Three words at least, the first with a capital.
    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();
}
