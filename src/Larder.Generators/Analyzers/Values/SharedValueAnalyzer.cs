using System.Collections.Concurrent;
using System.Collections.Immutable;
using Larder.Generators.Analyzers.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Values;

/// <summary>
/// LAR009: what the cache hands out is immutable or a copy, except for types that the application promised to leave as they are; those must be left so.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SharedValueAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.SharedValueChanged, Rules.PromisedValueChanged);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var changes = new ValueChanges(types, new DeclaredMethods(types));
            var promised = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            var changed = new ConcurrentBag<(ITypeSymbol Type, Diagnostic Report)>();
            start.RegisterOperationAction(
                operation =>
                {
                    if (Promise(operation.Operation, types) is { } type) promised.TryAdd(type, true);
                    if (changes.Of(operation.Operation) is not { } change) return;
                    if (IsPromisedByAttribute(change.Type, types)) operation.ReportDiagnostic(Report(Rules.SharedValueChanged, change));
                    else changed.Add((change.Type, Report(Rules.PromisedValueChanged, change)));
                },
                OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.Increment, OperationKind.Decrement);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var (_, report) in changed.Where(one => promised.ContainsKey(one.Type))) end.ReportDiagnostic(report);
            });
        });
    }

    private static Diagnostic Report(DiagnosticDescriptor rule, (ITypeSymbol Type, ILocalSymbol Local, SyntaxNode Where) change) => Diagnostic.Create(
        rule, change.Where.GetLocation(), change.Local.Name, change.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));

    private static bool IsPromisedByAttribute(ITypeSymbol type, KnownTypes types) => type.GetAttributes().Any(attribute =>
        types.Is(attribute.AttributeClass, "System.ComponentModel.ImmutableObjectAttribute") && attribute.ConstructorArguments.Any(argument => argument.Value is true));

    // options.SharedInMemory.Add(typeof(...))
    private static ITypeSymbol? Promise(IOperation operation, KnownTypes types) =>
        operation is IInvocationOperation { TargetMethod.Name: "Add", Instance: IPropertyReferenceOperation { Property: { Name: "SharedInMemory" } property } } call
        && types.IsOurs(property.ContainingAssembly)
            ? call.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand
            : null;
}
