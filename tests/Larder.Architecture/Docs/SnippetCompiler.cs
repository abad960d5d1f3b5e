using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Docs;

/// <summary>Compiles a snippet as a file of a web application: statements, declarations, or statements and then declarations.</summary>
internal static class SnippetCompiler
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    public static IEnumerable<Violation> Check(Snippet snippet)
    {
        CompilationUnitSyntax[] parts = [Parse(snippet.Setup), Parse(snippet.Code)];
        var members = parts.SelectMany(part => part.Members).ToLookup(member => member is GlobalStatementSyntax);
        var kind = members[true].Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        // The order that a file must have, whatever the order on the page: usings, statements, declarations.
        var file = string.Concat(parts.SelectMany(part => part.Usings).Concat<SyntaxNode>(members[true]).Concat(members[false]).Select(node => node.ToFullString()));
        var compilation = CSharpCompilation.Create(
            "Snippet", [CSharpSyntaxTree.ParseText(file, Language), WebUsings.Tree], LoadedAssemblies.References,
            new(kind, nullableContextOptions: NullableContextOptions.Enable));
        return from problem in parts.SelectMany(part => part.GetDiagnostics()).Concat(compilation.GetDiagnostics())
               where problem.Severity == DiagnosticSeverity.Error || problem.Id is "CS0618" or "CS0612"
               select snippet.Violation(problem.GetMessage());
    }

    private static CompilationUnitSyntax Parse(string code) => (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code + "\n", Language).GetRoot();
}
