using Larder.Generators.Analyzers.Calls;
using Larder.Generators.Analyzers.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Values;

/// <summary>Changes of a local that was read from the cache and is nothing else.</summary>
internal sealed class ValueChanges(KnownTypes types, DeclaredMethods declared)
{
    private static readonly HashSet<string> s_changing = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "Insert", "InsertRange", "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "Clear", "Sort", "Reverse", "Enqueue", "Dequeue",
        "Push", "Pop", "TryAdd", "UnionWith", "ExceptWith", "IntersectWith", "SymmetricExceptWith", "AddFirst", "AddLast", "RemoveFirst", "RemoveLast", "Append", "SetValue",
    };

    private static readonly HashSet<string> s_reading = new(StringComparer.Ordinal) { "GetOrLoadAsync", "ReadAsync" };

    /// <summary>What is changed by an operation, or null.</summary>
    public (ITypeSymbol Type, ILocalSymbol Local, SyntaxNode Where)? Of(IOperation operation)
    {
        var changed = operation switch
        {
            IAssignmentOperation { Target: IMemberReferenceOperation or IArrayElementReferenceOperation } set => Root(set.Target),
            IIncrementOrDecrementOperation { Target: IMemberReferenceOperation or IArrayElementReferenceOperation } step => Root(step.Target),
            IInvocationOperation { TargetMethod: { IsStatic: false, ReturnType: var returned } method, Instance: { } instance } when s_changing.Contains(method.Name) && !Same(returned, instance.Type) => Root(instance),
            _ => null,
        };
        return changed is { Local: { Type: { } type } local } && type.IsReferenceType && IsFromCache(local, operation) ? (type, local, operation.Syntax) : null;
    }

    // The local whose member, or element, or member of a member it is.
    private static ILocalReferenceOperation? Root(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local,
        IMemberReferenceOperation { Instance: { } instance } => Root(instance),
        IArrayElementReferenceOperation element => Root(element.ArrayReference),
        IConversionOperation converted => Root(converted.Operand),
        _ => null,
    };

    private bool IsFromCache(ILocalSymbol local, IOperation operation)
    {
        if (operation.SemanticModel is not { } model) return false;
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent.Parent: { } block }) return false;
        var call = value is AwaitExpressionSyntax awaited ? awaited.Expression : value;
        return model.GetOperation(WithoutConfiguring(call)) is IInvocationOperation read && IsRead(read.TargetMethod)
            && !block.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(set => set.Left is IdentifierNameSyntax left && left.Identifier.ValueText == local.Name);
    }

    private static ExpressionSyntax WithoutConfiguring(ExpressionSyntax call) =>
        call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access } ? access.Expression : call;

    private bool IsRead(IMethodSymbol method) =>
        (s_reading.Contains(method.Name) && types.IsOurs(method.ContainingAssembly)) || declared.Of(method).Any(one => one.Kind == DeclarationKind.Cached);

    private static bool Same(ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
