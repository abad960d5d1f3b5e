using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>LAR014: the cache stands in front of an object, so what the object calls on itself does not meet it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SelfCallAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.SelfCall);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var declared = new DeclaredMethods(types);
            start.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    Check(call.Instance, call.TargetMethod, call.Syntax, operation, declared);
                },
                OperationKind.Invocation);
            start.RegisterOperationAction(
                operation =>
                {
                    var reference = (IMethodReferenceOperation)operation.Operation;
                    Check(reference.Instance, reference.Method, reference.Syntax, operation, declared);
                },
                OperationKind.MethodReference);
        });
    }

    private static void Check(IOperation? instance, IMethodSymbol target, SyntaxNode syntax, OperationAnalysisContext context, DeclaredMethods declared)
    {
        while (instance is IConversionOperation conversion) instance = conversion.Operand;
        // A default body of the interface itself runs on whatever object it was called on, which may be the one with the cache.
        if (instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.TypeKind: not TypeKind.Interface }) return;
        if (declared.Of(target).FirstOrDefault() is not { } found) return;
        var name = syntax is InvocationExpressionSyntax call ? call.Expression : syntax;
        if (name is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.SelfCall, name.GetLocation(), found.MethodName, found.Name));
    }
}
