using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Docs;

/// <summary>Compiles a snippet as a file of a web application: statements, declarations, or statements and then declarations.</summary>
internal static class SnippetCompiler
{
    public static IEnumerable<Violation> Check(Snippet snippet)
    {
        var (usings, setup) = SplitUsings(snippet.Setup);
        var (moreUsings, code) = SplitUsings(snippet.Code);
        var tree = CSharpSyntaxTree.ParseText(
            string.Join('\n', [.. usings, .. moreUsings, setup, code]), new CSharpParseOptions(LanguageVersion.Preview));
        var kind = tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            "Snippet", [tree, WebUsings.Tree], LoadedAssemblies.References, new(kind, nullableContextOptions: NullableContextOptions.Enable));
        return from problem in compilation.GetDiagnostics()
               where problem.Severity == DiagnosticSeverity.Error || problem.Id is "CS0618" or "CS0612"
               select snippet.Violation(problem.GetMessage());
    }

    // Usings come before everything else in a file, wherever the page shows them.
    private static (IEnumerable<string> Usings, string Others) SplitUsings(string code)
    {
        var lines = code.Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=') && !line.Contains('('));
        return (lines[true], string.Join('\n', lines[false]));
    }
}
