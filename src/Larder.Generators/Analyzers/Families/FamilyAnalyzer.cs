using System.Collections.Concurrent;
using System.Collections.Immutable;
using Larder.Generators.Analyzers.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Families;

/// <summary>LAR006 and LAR008: what the attributes of a whole compilation say together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FamilyAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.KeyOfTwoTypes, Rules.InvalidatesNothing);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var declarations = new ConcurrentBag<Declaration>();
            var written = new WrittenTexts();
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var declaration in DeclarationReader.Read((IMethodSymbol)symbol.Symbol, types)) declarations.Add(declaration);
                },
                SymbolKind.Method);
            start.RegisterOperationAction(
                operation => Collect(operation.Operation, types, written), OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment);
            start.RegisterCompilationEndAction(end => Check(declarations, written, types, end));
        });
    }

    private static void Collect(IOperation operation, KnownTypes types, WrittenTexts written)
    {
        if (operation.SemanticModel is not { } model) return;
        var texts = operation switch
        {
            IInvocationOperation call when types.IsOurs(call.TargetMethod.ContainingAssembly) => call.Arguments.Select(argument => argument.Value),
            IObjectCreationOperation made when types.IsOurs(made.Type?.ContainingAssembly) && !IsAttribute(made.Type) => made.Arguments.Select(argument => argument.Value),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } set when types.IsOurs(target.Property.ContainingAssembly) && !IsAttribute(target.Property.ContainingType) => [set.Value],
            _ => [],
        };
        foreach (var text in texts) written.Add(text.Syntax, model);
    }

    // What attributes say is judged, and proves nothing.
    private static bool IsAttribute(ITypeSymbol? type) => type?.BaseType?.Name == nameof(Attribute);

    private static void Check(ConcurrentBag<Declaration> declarations, WrittenTexts written, KnownTypes types, CompilationAnalysisContext context)
    {
        // In an order that does not depend on how the compiler ran, so that the reports are the same each time.
        var inOrder = declarations.OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => one.Location.SourceSpan.Start).ToList();
        var families = inOrder.Select(Family.Of).OfType<Family>().ToList();
        CheckTypes(families, context.ReportDiagnostic);
        var rule = new InvalidationRule(families, new Lazy<List<Family>>(() => ReferencedFamilies.Of(context.Compilation, types)), written);
        foreach (var declaration in inOrder.Where(one => one.Kind == DeclarationKind.Invalidates))
            rule.Check(declaration, context.ReportDiagnostic);
    }

    private static void CheckTypes(List<Family> families, Action<Diagnostic> report)
    {
        var keyed = families.Where(family => family.Result is { TypeKind: not TypeKind.Error } && family.Key.Value.Length > 0 && family.Key.Template.Faults.Count == 0);
        foreach (var group in keyed.GroupBy(family => (family.Cache, family.Pattern.Signs)))
        {
            var first = group.First();
            foreach (var other in group.Where(family => !SymbolEqualityComparer.Default.Equals(family.Result, first.Result)))
                report(Diagnostic.Create(
                    Rules.KeyOfTwoTypes, other.Key.Location, [first.Key.Location], other.Key.Value, other.Declaration.MethodName, Shown(other), first.Declaration.MethodName, Shown(first)));
        }
    }

    private static string Shown(Family family) => family.Result!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
