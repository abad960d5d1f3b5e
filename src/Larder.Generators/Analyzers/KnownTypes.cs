using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers;

/// <summary>The types that the rules are about, as one compilation knows them; looked up once.</summary>
internal sealed class KnownTypes
{
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _mayDeclare = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _found = new();
    private readonly Compilation _compilation;
    private readonly IAssemblySymbol _library;

    private KnownTypes(Compilation compilation, IAssemblySymbol library) => (_compilation, _library) = (compilation, library);

    /// <summary>Null when the compilation does not know the library: then there is nothing to look at.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Larder.ICache") is { } cache ? new KnownTypes(compilation, cache.ContainingAssembly) : null;

    /// <summary>Whether members of the assembly can have attributes of ours: it is compiled here, or refers to the library.</summary>
    public bool MayDeclare(IAssemblySymbol? assembly) =>
        assembly is not null && _mayDeclare.GetOrAdd(assembly, IsSourceOrUsesLibrary);

    /// <summary>Whether the assembly is the library or one of its parts.</summary>
    public bool IsOurs(IAssemblySymbol? assembly) =>
        assembly is not null && (Same(assembly, _library) || assembly.Name.StartsWith("Larder.", StringComparison.Ordinal)) && !Same(assembly, _compilation.Assembly);

    /// <summary>Whether it is this type, whatever its type arguments.</summary>
    public bool Is(ITypeSymbol? type, string metadataName) => type is not null && Same(type.OriginalDefinition, Find(metadataName));

    /// <summary>Whether it is the type or derives from it or implements it.</summary>
    public bool IsOrInherits(ITypeSymbol? type, string metadataName)
    {
        if (type is null || Find(metadataName) is not { } wanted) return false;
        if (wanted.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(one => Same(one.OriginalDefinition, wanted))) return true;
        for (var one = type; one is not null; one = one.BaseType)
            if (Same(one.OriginalDefinition, wanted)) return true;
        return false;
    }

    /// <summary>Whether one of the attributes is of this type.</summary>
    public bool Has(ImmutableArray<AttributeData> attributes, string metadataName) => attributes.Any(one => Is(one.AttributeClass, metadataName));

    private static bool Same(ISymbol? one, ISymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(one, other);

    private INamedTypeSymbol? Find(string metadataName) => _found.GetOrAdd(metadataName, name => _compilation.GetTypesByMetadataName(name).FirstOrDefault());

    private bool IsSourceOrUsesLibrary(IAssemblySymbol assembly) =>
        Same(assembly, _compilation.Assembly) || assembly.Modules.Any(module => module.ReferencedAssemblies.Any(used => used.Name == _library.Name));
}
