using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>LAR013: what a loader uses lives as long as the load, which may outlive the request that asked.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ScopeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Rules.ScopedServiceCaptured, Rules.RegisteredServiceCaptured);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types) return;
            var registered = new ScopedRegistrations(types);
            var captured = new ConcurrentBag<CapturedService>();
            start.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    registered.Add(call);
                    foreach (var service in LoaderCaptures.Of(call, types))
                    {
                        if (registered.EndsWithRequest(service.Type)) operation.ReportDiagnostic(service.ToDiagnostic(Rules.ScopedServiceCaptured));
                        else captured.Add(service);
                    }
                },
                OperationKind.Invocation);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var service in captured.Where(one => registered.IsDisposed(one.Type)))
                    end.ReportDiagnostic(service.ToDiagnostic(Rules.RegisteredServiceCaptured));
            });
        });
    }
}
