using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>
/// What the loaders of a call hold on to: what they capture, the state that is handed to them, and what methods of the same object use that they call.
/// Methods in other files are not followed.
/// </summary>
internal static class LoaderCaptures
{
    private const int Deepest = 3;

    public static IEnumerable<CapturedService> Of(IInvocationOperation call, KnownTypes types)
    {
        if (!types.IsOurs(call.TargetMethod.ContainingAssembly) || call.Arguments.All(argument => argument.Parameter?.Name != "load")) return [];
        return call.Arguments.SelectMany(argument => argument.Parameter?.Name switch
        {
            "load" => InLoader(Unwrapped(argument.Value)),
            "state" => InState(argument.Value),
            _ => [],
        });
    }

    private static IEnumerable<CapturedService> InLoader(IOperation loader)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return loader switch
        {
            IAnonymousFunctionOperation function => InBody(function.Body, function.Syntax, null, seen, 0),
            IMethodReferenceOperation group => InMethod(group.Method, group, group.Syntax, seen, 0),
            _ => [],
        };
    }

    private static IEnumerable<CapturedService> InBody(IOperation body, SyntaxNode function, SyntaxNode? caller, HashSet<ISymbol> seen, int depth)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (SymbolOf(operation) is { } symbol && operation.Type is { } type && !IsInside(symbol, function) && seen.Add(symbol))
                yield return new CapturedService(type, symbol.Name, caller ?? operation.Syntax);
            if (Called(operation) is not { } method) continue;
            foreach (var service in InMethod(method, operation, caller ?? operation.Syntax, seen, depth + 1)) yield return service;
        }
    }

    private static IEnumerable<CapturedService> InMethod(IMethodSymbol method, IOperation use, SyntaxNode caller, HashSet<ISymbol> seen, int depth)
    {
        if (depth > Deepest || !seen.Add(method) || use.SemanticModel is not { } model) return [];
        if (method.DeclaringSyntaxReferences.FirstOrDefault(one => one.SyntaxTree == model.SyntaxTree)?.GetSyntax() is not { } declared) return [];
        SyntaxNode? body = declared switch
        {
            MethodDeclarationSyntax { Body: var block, ExpressionBody: var arrow } => (SyntaxNode?)block ?? arrow?.Expression,
            LocalFunctionStatementSyntax { Body: var block, ExpressionBody: var arrow } => (SyntaxNode?)block ?? arrow?.Expression,
            _ => null,
        };
        return body is not null && model.GetOperation(body) is { } operation ? InBody(operation, declared, caller, seen, depth) : [];
    }

    // Another object has its own members; what it is made of is looked at where it is registered.
    private static IMethodSymbol? Called(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } => local,
        IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var method } => method,
        _ => null,
    };

    private static IEnumerable<CapturedService> InState(IOperation state)
    {
        var parts = Unwrapped(state) is ITupleOperation tuple ? tuple.Elements.Select(Unwrapped) : [Unwrapped(state)];
        return parts.Where(part => SymbolOf(part) is not null && part.Type is not null).Select(part => new CapturedService(part.Type!, SymbolOf(part)!.Name, part.Syntax));
    }

    private static IOperation Unwrapped(IOperation operation) => operation switch
    {
        IDelegateCreationOperation made => Unwrapped(made.Target),
        IConversionOperation converted => Unwrapped(converted.Operand),
        _ => operation,
    };

    // Members of the object around count; those of another object belong to it.
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
