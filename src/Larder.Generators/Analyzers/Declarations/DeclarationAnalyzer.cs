using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>What one attribute and the signature below it tell.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.ParameterNotInKey, Rules.UnknownPlaceholder, Rules.UnkeyablePart, Rules.UnstablePart, Rules.ResultCannotBeKept, Rules.NothingToDo,
        Rules.SensitiveResult, Rules.NotSerializable, Rules.NoDuration, Rules.UserNotInKey);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var serializing = new Values.SerializationRule(start.Compilation, start.Options, types);
            start.RegisterSymbolAction(
                symbol =>
                {
                    var all = DeclarationReader.Read((IMethodSymbol)symbol.Symbol, types).ToList();
                    foreach (var declaration in all) Check(declaration, all, types, symbol.ReportDiagnostic);
                    foreach (var declaration in all.Where(one => one.Kind is not (DeclarationKind.Invalidates or DeclarationKind.Record)))
                        CheckResult(declaration, types, serializing, symbol.ReportDiagnostic);
                },
                SymbolKind.Method);
        });
    }

    private static void Check(Declaration declaration, List<Declaration> all, KnownTypes types, Action<Diagnostic> report)
    {
        TemplateRule.Check(declaration, types, report);
        DurationRule.Check(declaration, report);
        if (declaration.Kind != DeclarationKind.Invalidates) ParameterRule.Check(declaration, types, report);
        if (declaration.Kind == DeclarationKind.Invalidates || !KeptResultRule.Check(declaration, types, report)) PlaceRule.Check(declaration, all, types, report);
    }

    private static void CheckResult(Declaration declaration, KnownTypes types, Values.SerializationRule serializing, Action<Diagnostic> report)
    {
        if (ResultTypes.Of(declaration) is not { } result || result.TypeKind == TypeKind.Error) return;
        SensitiveRule.Check(declaration, result, report);
        if (Parsing.Results.CanBeKept(result)) serializing.Check(declaration, result, report);
    }
}
