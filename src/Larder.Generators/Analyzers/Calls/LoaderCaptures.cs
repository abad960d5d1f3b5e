using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>What the loaders of a call hold on to: what they capture, and the state that is handed to them.</summary>
internal static class LoaderCaptures
{
    public static IEnumerable<CapturedService> Of(IInvocationOperation call, KnownTypes types)
    {
        if (!types.IsOurs(call.TargetMethod.ContainingAssembly) || call.Arguments.All(argument => argument.Parameter?.Name != "load")) return [];
        return call.Arguments.SelectMany(argument => argument.Parameter?.Name switch
        {
            "load" => Captured(argument.Value),
            "state" => InState(argument.Value),
            _ => [],
        });
    }

    private static IEnumerable<CapturedService> Captured(IOperation loader)
    {
        if (Unwrapped(loader) is not IAnonymousFunctionOperation function) yield break;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in function.Body.Descendants())
        {
            if (SymbolOf(operation) is { } symbol && operation.Type is { } type && !IsInside(symbol, function.Syntax) && seen.Add(symbol))
                yield return new CapturedService(type, operation.Syntax);
        }
    }

    private static IEnumerable<CapturedService> InState(IOperation state)
    {
        var parts = Unwrapped(state) is ITupleOperation tuple ? tuple.Elements.Select(Unwrapped) : [Unwrapped(state)];
        return parts.Where(part => SymbolOf(part) is not null && part.Type is not null).Select(part => new CapturedService(part.Type!, part.Syntax));
    }

    private static IOperation Unwrapped(IOperation operation) => operation switch
    {
        IDelegateCreationOperation made => Unwrapped(made.Target),
        IConversionOperation converted => Unwrapped(converted.Operand),
        _ => operation,
    };

    // Members of the object around count; those of another object belong to it, which is looked at itself.
    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => property.Property,
        _ => null,
    };

    private static bool IsInside(ISymbol symbol, SyntaxNode function) => symbol is ILocalSymbol or IParameterSymbol
        && symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == function.SyntaxTree && function.Span.Contains(reference.Span));
}
