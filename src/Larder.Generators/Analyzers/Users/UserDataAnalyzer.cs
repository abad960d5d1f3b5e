using System.Collections.Immutable;
using Larder.Generators.Analyzers.Calls;
using Larder.Generators.Analyzers.Declarations;
using Larder.Generators.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Larder.Generators.Analyzers.Users;

/// <summary>LAR012 in bodies: what a cached method reads, itself or through members of its class, differs from user to user.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UserDataAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UserNotInKey);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var compilation = start.Compilation;
            var classes = new Lazy<List<INamedTypeSymbol>>(
                () => SourceTypes.In(compilation.Assembly.GlobalNamespace).Where(type => type.TypeKind == TypeKind.Class).ToList());
            var reads = new UserReads(new UserTypes(types), () => classes.Value);
            var declared = new DeclaredMethods(types);
            start.RegisterSymbolStartAction(symbol => Start(symbol, declared, reads), SymbolKind.NamedType);
        });
    }

    private static void Start(SymbolStartAnalysisContext context, DeclaredMethods declared, UserReads reads)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var cached = type.GetMembers().OfType<IMethodSymbol>()
            .SelectMany(method => declared.Of(method).Where(one => one.Kind is DeclarationKind.Cached or DeclarationKind.Batch).Select(one => (Method: method, Declaration: one)))
            .ToList();
        if (cached.Count == 0) return;
        var bodies = new TypeBodies(type, reads);
        context.RegisterOperationBlockAction(block => bodies.Add(block.OwningSymbol, block.OperationBlocks));
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var (method, declaration) in cached)
                if (bodies.FirstUse(method, declaration) is { } use) end.ReportDiagnostic(Report(declaration, use));
        });
    }

    private static Diagnostic Report(Declaration declaration, UserUse use) => Diagnostic.Create(
        Rules.UserNotInKey, use.Where, declaration.MethodName, $"'{use.Text}' ({use.Type.Name})", declaration.Key?.Value ?? "");
}
