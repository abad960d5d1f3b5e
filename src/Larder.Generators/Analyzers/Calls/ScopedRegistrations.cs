using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>What a project registers with a scope's lifetime, and which of it a load can't use any more when the scope has ended.</summary>
internal sealed class ScopedRegistrations(KnownTypes types)
{
    private static readonly string[] s_methods = ["AddScoped", "TryAddScoped", "AddKeyedScoped"];

    private readonly ConcurrentDictionary<ISymbol, ITypeSymbol> _made = new(SymbolEqualityComparer.Default);

    public void Add(IInvocationOperation call)
    {
        if (!s_methods.Contains(call.TargetMethod.Name)
            || call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal) != true) return;
        var named = call.TargetMethod.TypeArguments.Concat(call.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().Select(one => one.TypeOperand)).ToList();
        if (named.Count > 0) _made.TryAdd(named[0], named[named.Count - 1]);
    }

    /// <summary>Whether it is over when the request is, whoever registered it.</summary>
    public bool EndsWithRequest(ITypeSymbol type) => types.IsOrInherits(type, TypeNames.DbContext) || types.IsOrInherits(type, TypeNames.HttpContext);

    /// <summary>
    /// Whether it is registered here, and is disposed with its scope or made of something that is. Nobody knows that of an interface that a function
    /// makes, so it counts; a class that holds nothing may be used as long as anybody likes.
    /// </summary>
    public bool IsDisposed(ITypeSymbol type) => IsDisposed(type, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private bool IsDisposed(ITypeSymbol type, HashSet<ISymbol> seen)
    {
        if (EndsWithRequest(type)) return true;
        if (!seen.Add(type) || !_made.TryGetValue(type, out var made)) return false;
        return made.TypeKind == TypeKind.Interface || types.IsOrInherits(made, "System.IDisposable") || types.IsOrInherits(made, "System.IAsyncDisposable")
            || (made is INamedTypeSymbol named && named.InstanceConstructors.SelectMany(one => one.Parameters).Any(parameter => IsDisposed(parameter.Type, seen)));
    }
}
