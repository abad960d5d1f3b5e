using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>Which types a call registers with a scope's lifetime.</summary>
internal static class ScopedRegistration
{
    private static readonly string[] s_methods = ["AddScoped", "TryAddScoped", "AddKeyedScoped", "AddDbContext", "AddDbContextPool"];

    public static IEnumerable<ITypeSymbol> TypesOf(IInvocationOperation call) =>
        s_methods.Contains(call.TargetMethod.Name)
        && call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal) == true
            ? call.TargetMethod.TypeArguments.Concat(call.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().Select(named => named.TypeOperand))
            : [];
}
