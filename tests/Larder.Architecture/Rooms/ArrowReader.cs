using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Rooms;

/// <summary>
/// Which place uses which, by meaning and not by text: names are resolved, so that an unused using is no arrow and a fully written name, an
/// extension method or a member of an inferred type is one.
/// </summary>
internal static class ArrowReader
{
    private const string Attribute = "Attribute";

    public static IReadOnlyList<Arrow> Read(IReadOnlyCollection<SourceFile> sources)
    {
        var compilation = CSharpCompilation.Create(
            "Sources", [WebUsings.Tree, .. sources.Select(source => source.Tree)], LoadedAssemblies.References, new(OutputKind.DynamicallyLinkedLibrary));
        var places = sources.ToDictionary(source => source.Tree, source => source.Place);
        var names = DeclaredNames(sources);
        return [.. sources.AsParallel().SelectMany(source => Read(source, compilation, places, names))];
    }

    private static List<Arrow> Read(
        SourceFile source, CSharpCompilation compilation, Dictionary<SyntaxTree, Place> places, ILookup<string, Place> names)
    {
        var model = compilation.GetSemanticModel(source.Tree);
        return
        [
            .. from name in source.Root.DescendantNodes().OfType<SimpleNameSyntax>()
               where names[name.Identifier.ValueText].Any(place => place != source.Place)
               let type = TypeBehind(model.GetSymbolInfo(name))
               from declaration in type?.DeclaringSyntaxReferences ?? []
               // All programs' statements are one type when they are read together.
               where places.TryGetValue(declaration.SyntaxTree, out var to) && to != source.Place
                   && (source.Place.Room, to.Room) is not (Place.Program, Place.Program)
               select new Arrow(source.Place, places[declaration.SyntaxTree], type.Name, source.Violation(name, "")),
        ];
    }

    // To resolve a name is dear; one that no other place declares can be no arrow.
    private static ILookup<string, Place> DeclaredNames(IEnumerable<SourceFile> sources) => (
        from source in sources
        from node in source.Root.DescendantNodes()
        let name = NameOf(node)
        where name is not null
        from spelling in name.EndsWith(Attribute, StringComparison.Ordinal) ? [name, name[..^Attribute.Length]] : new[] { name }
        select (spelling, source.Place)).Distinct().ToLookup(pair => pair.spelling, pair => pair.Place);

    private static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax declared => declared.Identifier.ValueText,
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } property => property.Identifier.ValueText,
        _ => null,
    };

    private static INamedTypeSymbol? TypeBehind(SymbolInfo found) =>
        (found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) switch
        {
            INamedTypeSymbol type => type.OriginalDefinition,
            INamespaceSymbol or null => null,
            var member => member.ContainingType?.OriginalDefinition,
        };
}
