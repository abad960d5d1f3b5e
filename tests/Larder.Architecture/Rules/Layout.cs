using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Rules;

/// <summary>Namespace is folder, file is type, one type a file: who knows a name knows where it is.</summary>
internal static class Layout
{
    /// <summary>Where registration extensions live, so that they are found without a using.</summary>
    private const string Registration = "Microsoft.Extensions.DependencyInjection";

    private static readonly string[] NeedPartial = ["LoggerMessage", "GeneratedRegex", "JsonSerializable"];

    public static IEnumerable<Violation> Check(SourceFile source) =>
        [.. Namespaces(source), .. OneType(source), .. NestedTypes(source), .. Partials(source)];

    public static IEnumerable<Violation> TypesInTwoFiles(IEnumerable<SourceFile> sources) =>
        from source in sources
        from type in source.Types
        group (source, type) by (source.Project, Namespace: NamespaceOf(type), Name: SourceFile.NameOf(type), Arity: Arity(type)) into declarations
        where declarations.Select(declaration => declaration.source.Path).Distinct().Count() > 1
        from declaration in declarations
        select declaration.source.Violation(declaration.type, $"{declarations.Key.Name} is declared in more than one file.");

    private static IEnumerable<Violation> Namespaces(SourceFile source)
    {
        var expected = string.Join('.', [source.Project, .. source.Folders]);
        return from type in source.Types
               let found = NamespaceOf(type)
               where found != expected && !(found == Registration && SourceFile.NameOf(type).EndsWith("Extensions", StringComparison.Ordinal))
               select source.Violation(type, $"The namespace is {(found.Length == 0 ? "missing" : found)}; the folder says {expected}.");
    }

    private static IEnumerable<Violation> OneType(SourceFile source)
    {
        var file = Path.GetFileNameWithoutExtension(source.Path);
        foreach (var type in source.Types.Skip(1))
            yield return source.Violation(type, $"{SourceFile.NameOf(type)} is a second type in this file.");
        if (source.Types.FirstOrDefault() is not { } first) yield break;
        var name = SourceFile.NameOf(first);
        if (file != name && !(Arity(first) > 0 && file == name + "OfT"))
            yield return source.Violation(first, $"{name} stands in {file}.cs.");
    }

    private static IEnumerable<Violation> NestedTypes(SourceFile source) =>
        from type in source.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where type.Parent is TypeDeclarationSyntax
        where type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword)
        select source.Violation(type, $"{type.Identifier.Text} is nested and not private; give it a file.");

    private static IEnumerable<Violation> Partials(SourceFile source) =>
        from type in source.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where type.Modifiers.Any(SyntaxKind.PartialKeyword)
        where !type.DescendantNodes().OfType<AttributeSyntax>().Any(attribute => NeedPartial.Contains(attribute.Name.ToString()))
        select source.Violation(type, $"{type.Identifier.Text} is partial, and no source generator needs it.");

    private static string NamespaceOf(MemberDeclarationSyntax type) =>
        string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()));

    private static int Arity(MemberDeclarationSyntax type) => type switch
    {
        TypeDeclarationSyntax declared => declared.Arity,
        DelegateDeclarationSyntax declared => declared.Arity,
        _ => 0,
    };
}
