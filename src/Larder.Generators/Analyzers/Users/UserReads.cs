using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Analyzers.Users;

/// <summary>Where an operation reads something of a user.</summary>
internal sealed class UserReads(UserTypes users, Func<IEnumerable<INamedTypeSymbol>> classes)
{
    /// <summary>What of a request is the same whoever sent it, or changes no result.</summary>
    private static readonly HashSet<string> s_harmless = new(StringComparer.Ordinal) { "RequestAborted", "TraceIdentifier", "RequestServices", "WebSockets", "Features", "Response", "Connection" };

    /// <summary>Null when it reads none, or when what it reads is only the way to what is judged itself.</summary>
    public UserUse? Of(IOperation operation)
    {
        if (operation is not (ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IInvocationOperation)) return null;
        if (operation.IsImplicit || !(users.IsOfUser(operation.Type) || (IsService(operation) && users.IsUserService(operation.Type, classes)))) return null;
        if (MemberRead(operation) is { } member && (s_harmless.Contains(member.Name) || users.IsOfUser(TypeOf(member)))) return null;
        return IsStored(operation) ? null : new UserUse(operation.Type!, LocationOf(operation.Syntax), Origin(operation, 0));
    }

    private static bool IsService(IOperation operation) => operation is IFieldReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation;

    // Who keeps something reads nothing of it yet: a constructor, or a local that is looked at where it is used.
    private static bool IsStored(IOperation operation) => operation.Parent switch
    {
        ISimpleAssignmentOperation set => set.Target == operation || set.Target is IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation,
        IVariableInitializerOperation or IFieldInitializerOperation => true,
        IConditionalAccessOperation conditional when conditional.WhenNotNull == operation => IsStored(conditional),
        IConversionOperation { IsImplicit: true } converted => IsStored(converted),
        _ => false,
    };

    // Behind a question mark stands only the end of what is read.
    private static Location LocationOf(SyntaxNode syntax)
    {
        var start = syntax.AncestorsAndSelf().TakeWhile(node => node is ExpressionSyntax)
            .OfType<ConditionalAccessExpressionSyntax>().LastOrDefault(access => access.WhenNotNull.Span.Contains(syntax.Span));
        return start is null ? syntax.GetLocation() : Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(start.SpanStart, syntax.Span.End));
    }

    // A local stands for what it was set to when it was declared.
    private static IParameterSymbol? Origin(IOperation? operation, int depth) => operation switch
    {
        _ when depth > 16 => null,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => Origin(member.Instance, depth + 1),
        IInvocationOperation call => Origin(call.Instance, depth + 1),
        IConversionOperation converted => Origin(converted.Operand, depth + 1),
        IConditionalAccessOperation conditional => Origin(conditional.Operation, depth + 1),
        IConditionalAccessInstanceOperation => Origin(Conditional(operation)?.Operation, depth + 1),
        ILocalReferenceOperation local when operation.SemanticModel is { } model
            && local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } => Origin(model.GetOperation(value), depth + 1),
        _ => null,
    };

    private static IConditionalAccessOperation? Conditional(IOperation instance)
    {
        var (child, parent) = (instance, instance.Parent);
        while (parent is not null && !(parent is IConditionalAccessOperation conditional && conditional.WhenNotNull == child)) (child, parent) = (parent, parent.Parent);
        return parent as IConditionalAccessOperation;
    }

    private static ISymbol? MemberRead(IOperation operation) => operation.Parent switch
    {
        IMemberReferenceOperation access when access.Instance == operation => access.Member,
        IInvocationOperation call when call.Instance == operation => call.TargetMethod,
        IConditionalAccessOperation conditional when conditional.Operation == operation => FirstMember(conditional.WhenNotNull),
        IConversionOperation { IsImplicit: true } or IParenthesizedOperation => MemberRead(operation.Parent),
        _ => null,
    };

    // The innermost access is the one that follows the question mark.
    private static ISymbol? FirstMember(IOperation operation) => operation.DescendantsAndSelf().FirstOrDefault(one => one is IConditionalAccessInstanceOperation)?.Parent switch
    {
        IMemberReferenceOperation access => access.Member,
        IInvocationOperation call => call.TargetMethod,
        _ => null,
    };

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };
}
