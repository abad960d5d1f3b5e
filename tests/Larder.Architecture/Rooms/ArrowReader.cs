using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Rooms;

/// <summary>
/// Which place uses which, by meaning and not by text: every name of every file is resolved, so that an unused using is no arrow
/// and a fully written name, an extension method or an inferred type is one.
/// </summary>
internal static class ArrowReader
{
    public static IReadOnlyList<Arrow> Read(IReadOnlyCollection<SourceFile> sources)
    {
        var compilation = CSharpCompilation.Create(
            "Sources", [WebUsings.Tree, .. sources.Select(source => source.Tree)], LoadedAssemblies.References, new(OutputKind.DynamicallyLinkedLibrary));
        var places = sources.ToDictionary(source => source.Tree, source => source.Place);
        return [.. sources.AsParallel().SelectMany(source => Read(source, compilation, places))];
    }

    private static List<Arrow> Read(SourceFile source, CSharpCompilation compilation, Dictionary<SyntaxTree, Place> places)
    {
        var model = compilation.GetSemanticModel(source.Tree);
        return
        [
            .. from name in source.Root.DescendantNodes().OfType<SimpleNameSyntax>()
               let type = TypeBehind(model.GetSymbolInfo(name))
               from declaration in type?.DeclaringSyntaxReferences ?? []
               where places.TryGetValue(declaration.SyntaxTree, out var to) && to != source.Place
               select new Arrow(source.Place, places[declaration.SyntaxTree], type.Name, source.Violation(name, "")),
        ];
    }

    private static INamedTypeSymbol? TypeBehind(SymbolInfo found) =>
        (found.Symbol ?? found.CandidateSymbols.FirstOrDefault()) switch
        {
            INamedTypeSymbol type => type.OriginalDefinition,
            INamespaceSymbol or null => null,
            var member => member.ContainingType?.OriginalDefinition,
        };
}
