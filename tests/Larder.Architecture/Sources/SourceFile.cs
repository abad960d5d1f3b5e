using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Sources;

/// <summary>One C# file and where it stands.</summary>
/// <param name="Path">Relative to the root of the repository, with slashes.</param>
/// <param name="Project">The project that compiles it.</param>
/// <param name="Folders">The folders between the project and the file.</param>
/// <param name="Tree">Its syntax.</param>
internal sealed record SourceFile(string Path, string Project, IReadOnlyList<string> Folders, SyntaxTree Tree)
{
    // The sources may use what the SDK's compiler knows; this package knows the newest of it as a preview.
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    public CompilationUnitSyntax Root => (CompilationUnitSyntax)Tree.GetRoot();

    public Place Place => new(Project, Folders.Count > 0 ? Folders[0] : Root.Members.OfType<GlobalStatementSyntax>().Any() ? Place.Program : Place.Root);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The types that stand in a namespace or in no namespace, not in another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> Types =>
        Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public static SourceFile Parse(string path, string text, string projectFolder)
    {
        var inside = path[(projectFolder.Length + 1)..].Split('/');
        return new(path, projectFolder[(projectFolder.LastIndexOf('/') + 1)..], inside[..^1], CSharpSyntaxTree.ParseText(text, Options, path));
    }

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => "",
    };

    public int LineOf(SyntaxNode node) => LineOf(node.SpanStart);

    public int LineOf(int position) => Tree.GetText().Lines.GetLineFromPosition(position).LineNumber + 1;

    public Violation Violation(int line, string text) => new(Path, line, text);

    public Violation Violation(SyntaxNode node, string text) => new(Path, LineOf(node), text);
}
