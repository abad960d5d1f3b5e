using System.Text.RegularExpressions;
using Larder.Analyzers.Tests.Running;
using Larder.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Analyzers.Tests;

/// <summary>The generator passes over in silence what it can't make sense of; each such method has an error of an analyzer, and no other has one.</summary>
public partial class GeneratorAgreementTests
{
    private static readonly string[] s_passedOver = ["LAR002", "LAR003", "LAR005", "LAR011"];

    public static IEnumerable<TheoryDataRow<string>> Cases => AnalyzerCase.All.Select(one => new TheoryDataRow<string>(one.Clause));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_the_generator_passes_over_is_an_error_and_nothing_else_is_passed_over(string clause)
    {
        var compilation = Analysis.Compile(AnalyzerCase.Find(clause).Code);
        var methods = DeclaredIn(compilation).ToList();

        var driver = CSharpGeneratorDriver.Create([new CachedMethodGenerator().AsSourceGenerator()], parseOptions: Analysis.Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        var errors = (await Analysis.RunAsync(compilation)).Where(one => one.Severity == DiagnosticSeverity.Error).ToList();

        Assert.Empty(Analysis.ErrorsOf(whole));
        var made = string.Concat(driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString()));
        var passedOver = methods.Where(method => errors.Any(error => s_passedOver.Contains(error.Id) && method.Span.Contains(error.Location.SourceSpan))).ToList();
        // A result that is disposed could be kept, as far as the generator can tell.
        var either = methods.Except(passedOver).Count(method => errors.Any(error => error.Id == "LAR004" && method.Span.Contains(error.Location.SourceSpan)));
        Assert.InRange(Decorated().Count(made), methods.Count - passedOver.Count - either, methods.Count - passedOver.Count);
    }

    // Of a generic interface no decorator can be made; who registers one is told so when the application starts.
    private static IEnumerable<MethodDeclarationSyntax> DeclaredIn(Compilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        let symbol = model.GetDeclaredSymbol(method)!
        where !symbol.ContainingType.IsGenericType && IsReachedByInterface(symbol)
        where symbol.GetAttributes().Any(one => one.AttributeClass?.ContainingNamespace.ToDisplayString() == "Larder.Annotations")
        select method;

    private static bool IsReachedByInterface(IMethodSymbol method) => method.ContainingType.TypeKind == TypeKind.Interface
        || method.ContainingType.AllInterfaces.SelectMany(one => one.GetMembers()).Any(
            member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    // The comment above each method of a decorator names its attributes, if they do anything.
    [GeneratedRegex(@"^\s*// .*\): \[", RegexOptions.Multiline)]
    private static partial Regex Decorated();
}
