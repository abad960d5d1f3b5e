using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>What one attribute and the signature below it tell.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.ParameterNotInKey, Rules.UnknownPlaceholder, Rules.UnkeyablePart, Rules.UnstablePart, Rules.ResultCannotBeKept, Rules.NothingToCache,
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
                    foreach (var declaration in DeclarationReader.Read((IMethodSymbol)symbol.Symbol, types))
                        Check(declaration, types, serializing, symbol.ReportDiagnostic);
                },
                SymbolKind.Method);
        });
    }

    private static void Check(Declaration declaration, KnownTypes types, Values.SerializationRule serializing, Action<Diagnostic> report)
    {
        TemplateRule.Check(declaration, types, report);
        DurationRule.Check(declaration, report);
        if (declaration.Kind == DeclarationKind.Invalidates) return;
        ParameterRule.Check(declaration, types, report);
        var result = DeclaredResult.Of(declaration, types);
        if (ResultRule.Check(declaration, result, types, report)) return;
        SensitiveRule.Check(declaration, result!, report);
        if (declaration.Kind != DeclarationKind.Record) serializing.Check(declaration, result!, report);
    }
}
