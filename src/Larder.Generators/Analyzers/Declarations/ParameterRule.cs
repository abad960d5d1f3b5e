using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR001 and, for what belongs to a user, LAR012: what changes the result must be in the key.</summary>
internal static class ParameterRule
{
    /// <summary>What is handed to a method to be used and not to be answered by.</summary>
    private static readonly string[] s_tools =
    [
        TypeNames.CancellationToken, "System.IProgress`1", "Microsoft.Extensions.Logging.ILogger", "Microsoft.Extensions.Logging.ILogger`1",
        "Microsoft.Extensions.Logging.ILoggerFactory", "System.IServiceProvider", "System.TimeProvider", "System.Diagnostics.Activity",
        "Larder.LoadContext",
    ];

    private static readonly string[] s_notFromCaller =
    [
        "System.Runtime.CompilerServices.CallerMemberNameAttribute", "System.Runtime.CompilerServices.CallerFilePathAttribute",
        "System.Runtime.CompilerServices.CallerLineNumberAttribute", "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute",
    ];

    public static void Check(Declaration declaration, KnownTypes types, Action<Diagnostic> report)
    {
        if (declaration.Key is not { } key || key.Value.Length == 0 || key.Template.Faults.Any(fault => fault.Kind != KeyFaultKind.Repeated)) return;
        var users = new Users.UserTypes(types);
        foreach (var parameter in declaration.Method.Parameters)
        {
            if (key.Template.Placeholders.Any(part => part.Parameter == parameter.Name)) continue;
            if (users.IsOfUser(parameter.Type)) report(OfUser(declaration, key, parameter));
            else if (declaration.Kind == DeclarationKind.Cached || (declaration.Kind == DeclarationKind.Batch && !PlaceRule.IsManyOf(parameter, declaration)))
                CheckPlain(declaration, key, parameter, types, report);
        }
    }

    private static void CheckPlain(Declaration declaration, AttributeText key, IParameterSymbol parameter, KnownTypes types, Action<Diagnostic> report)
    {
        if (IsTool(parameter, types) || IsMisspelt(parameter, key, declaration)) return;
        var isHere = parameter.Locations.FirstOrDefault()?.SourceTree == key.Location.SourceTree;
        var fix = isHere && Placeholders.IsName(parameter.Name)
            ? key.Replace($"Add {{{parameter.Name}}} to the key", new(key.Value.Length, 0), $":{{{parameter.Name}}}")
            : null;
        report(Diagnostic.Create(
            Rules.ParameterNotInKey, parameter.Locations.FirstOrDefault() ?? declaration.Location, fix?.ToProperties(), parameter.Name, key.Value, declaration.MethodName));
    }

    private static bool IsTool(IParameterSymbol parameter, KnownTypes types) =>
        parameter.RefKind is RefKind.Out || parameter.Name.All(letter => letter == '_')
        || s_tools.Any(tool => types.Is(parameter.Type, tool))
        || s_notFromCaller.Any(mark => types.Has(parameter.GetAttributes(), mark));

    // A placeholder that nothing fills is told of, and what it probably meant is not told again.
    private static bool IsMisspelt(IParameterSymbol parameter, AttributeText key, Declaration declaration) =>
        key.Template.Placeholders.Any(part => Placeholders.Nearest(part.Parameter, declaration) == parameter.Name
            && declaration.Method.Parameters.All(one => one.Name != part.Parameter));

    private static Diagnostic OfUser(Declaration declaration, AttributeText key, IParameterSymbol parameter) => Diagnostic.Create(
        Rules.UserNotInKey, parameter.Locations.FirstOrDefault() ?? declaration.Location, declaration.MethodName, $"'{parameter.Name}' ({parameter.Type.Name})", key.Value);
}
