using System.Collections.Concurrent;
using System.Collections.Immutable;
using Larder.Generators.Analyzers.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Users;

/// <summary>What the members of one type read of a user, and which other members of it they use.</summary>
internal sealed class TypeBodies(INamedTypeSymbol type, UserReads reads)
{
    private readonly ConcurrentDictionary<ISymbol, Body> _bodies = new(SymbolEqualityComparer.Default);

    public void Add(ISymbol owner, ImmutableArray<IOperation> blocks)
    {
        if (!Same(owner.ContainingType, type)) return;
        var body = _bodies.GetOrAdd(Named(owner), _ => new Body());
        foreach (var operation in blocks.SelectMany(block => block.DescendantsAndSelf()))
        {
            if (reads.Of(operation) is { } use) body.Uses.Add(use);
            if (Member(operation) is { } member && Same(member.ContainingType, type)) body.Members.Add(member);
        }
    }

    /// <summary>The first read that a cached method does, itself or through other members of its type; null if it does none.</summary>
    public UserUse? FirstUse(IMethodSymbol method, Declaration declaration)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<ISymbol>();
        open.Enqueue(method);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            if (!seen.Add(next) || !_bodies.TryGetValue(next, out var body)) continue;
            var use = body.Uses.Where(one => !IsOwnParameter(one, method)).OrderBy(one => one.Where.SourceSpan.Start).FirstOrDefault();
            if (use is not null) return use;
            foreach (var member in body.Members.Where(member => IsFollowed(member, declaration))) open.Enqueue(member);
        }

        return null;
    }

    // A parameter of the method is in the key, or was reported where it is declared.
    private static bool IsOwnParameter(UserUse use, IMethodSymbol method) => use.Parameter is { } parameter && Same(parameter.ContainingSymbol, method);

    // What another cached method reads is told of there.
    private static bool IsFollowed(ISymbol member, Declaration declaration) => !Same(member, declaration.Method);

    private static ISymbol? Member(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var called } => Named(called.OriginalDefinition),
        IPropertyReferenceOperation { Property: var property } => property.OriginalDefinition,
        IMethodReferenceOperation { Method: var method } => Named(method.OriginalDefinition),
        _ => null,
    };

    // The bodies of a property are those of its accessors.
    private static ISymbol Named(ISymbol owner) => owner is IMethodSymbol { AssociatedSymbol: { } property } ? property : owner;

    private static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    private sealed class Body
    {
        public ConcurrentBag<UserUse> Uses { get; } = [];

        public ConcurrentBag<ISymbol> Members { get; } = [];
    }
}
