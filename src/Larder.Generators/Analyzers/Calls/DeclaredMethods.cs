using System.Collections.Concurrent;
using Larder.Generators.Analyzers.Declarations;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>The attributes that hold for the methods of a type, also through interfaces; read once a method.</summary>
internal sealed class DeclaredMethods(KnownTypes types)
{
    private readonly ConcurrentDictionary<IMethodSymbol, Declaration[]> _read = new(SymbolEqualityComparer.Default);

    public IReadOnlyList<Declaration> Of(IMethodSymbol method) => types.MayDeclare(method.ContainingAssembly)
        ? _read.GetOrAdd(method.OriginalDefinition, one => DeclarationReader.ReadWithInterfaces(one, types).ToArray())
        : [];
}
