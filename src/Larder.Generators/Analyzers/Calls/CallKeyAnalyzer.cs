using System.Collections.Immutable;
using Larder.Generators.Analyzers.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>LAR003 where keys are written by hand: for calls of the cache, and by <c>CacheKey.Of</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class CallKeyAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UnkeyablePart, Rules.UnstablePart);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            start.RegisterOperationAction(operation => Check((IInvocationOperation)operation.Operation, types, operation.ReportDiagnostic), OperationKind.Invocation);
        });
    }

    private static void Check(IInvocationOperation call, KnownTypes types, Action<Diagnostic> report)
    {
        if (call.SemanticModel is not { } model || !types.IsOurs(call.TargetMethod.ContainingAssembly)) return;
        var isMaker = types.Is(call.TargetMethod.ContainingType, TypeNames.CacheKey);
        foreach (var argument in call.Arguments.Where(argument => isMaker || IsKey(argument.Parameter, call.TargetMethod, types)))
        {
            if (ExpressionOf(argument) is not { } expression) continue;
            foreach (var part in KeyExpressions.PartsOf(expression, model))
                if (isMaker) CheckMade(part, types, model, report);
                else CheckPlain(part, types, model, report);
        }
    }

    private static bool IsKey(IParameterSymbol? parameter, IMethodSymbol method, KnownTypes types) =>
        parameter?.Name is "key" or "keys" && (types.Is(method.ContainingType, TypeNames.Cache) || types.Is(method.ContainingType, TypeNames.CacheExtensions));

    private static ExpressionSyntax? ExpressionOf(IArgumentOperation argument) =>
        argument.IsImplicit ? null : argument.Syntax is ArgumentSyntax written ? written.Expression : argument.Syntax as ExpressionSyntax;

    private static void CheckMade(KeyExpression part, KnownTypes types, SemanticModel model, Action<Diagnostic> report)
    {
        if (IsUnstable(part, model, report) || model.GetTypeInfo(part.Value).Type is not { } type || AcceptedTypes.IsKeyable(type, types)) return;
        report(Unkeyable(part, type));
    }

    // Text by ToString: what CacheKey.Of writes well may be the name of a type here, or another text on another machine.
    private static void CheckPlain(KeyExpression part, KnownTypes types, SemanticModel model, Action<Diagnostic> report)
    {
        if (IsMade(part.Value, types, model) || IsUnstable(part, model, report) || model.GetTypeInfo(part.Value).Type is not { } written) return;
        var type = written is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : written;
        if (part.Text is null || AcceptedTypes.IsPlainText(type, types)) return;
        if (AcceptedTypes.DependsOnCulture(type, types) && part.Format is null)
            report(OfCulture(part, type));
        else if (type.TypeKind == TypeKind.Array || (type.TypeKind is TypeKind.Class or TypeKind.Interface && !HasText(type)))
            report(Unkeyable(part, type));
    }

    private static bool IsMade(ExpressionSyntax value, KnownTypes types, SemanticModel model) =>
        value is InvocationExpressionSyntax call && types.Is(model.GetSymbolInfo(call).Symbol?.ContainingType, TypeNames.CacheKey);

    private static bool IsUnstable(KeyExpression part, SemanticModel model, Action<Diagnostic> report)
    {
        if (UnstableParts.Find(part.Value, part.Format, model) is not { } found) return false;
        report(Diagnostic.Create(Rules.UnstablePart, found.Where.GetLocation(), found.Where.ToString(), found.Why, "Take it out of the key, or put a part of it there that stays, such as a day"));
        return true;
    }

    // A record's own text holds all its members; that of a class that has none is its name.
    private static bool HasText(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface) return !type.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal);
        for (var one = type; one is not null && one.SpecialType != SpecialType.System_Object; one = one.BaseType)
            if (one.IsRecord || one.GetMembers("ToString").OfType<IMethodSymbol>().Any(method => method.IsOverride)) return true;
        return type.SpecialType == SpecialType.System_Object;
    }

    private static Diagnostic Unkeyable(KeyExpression part, ITypeSymbol type) => Diagnostic.Create(
        Rules.UnkeyablePart, part.Value.GetLocation(), part.Value.ToString(), type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));

    private static Diagnostic OfCulture(KeyExpression part, ITypeSymbol type)
    {
        var shown = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var fix = new TextFix("Write CacheKey.Of(...)", part.Text!.Span, $"CacheKey.Of({part.Text})");
        return Diagnostic.Create(
            Rules.UnstablePart, part.Value.GetLocation(), fix.ToProperties(), part.Value.ToString(),
            $"is a {shown}, whose text differs from culture to culture", "Write CacheKey.Of($\"...\"), which writes it the same everywhere");
    }
}
