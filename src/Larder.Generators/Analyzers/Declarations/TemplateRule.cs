using Larder.Generators.Analyzers.Keys;
using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR002 and LAR003: each placeholder names something, and that can stand in a key.</summary>
internal static class TemplateRule
{
    private static readonly string[] s_unstable = ["DateTime.", "DateTimeOffset.", "Guid.", "Random.", "TimeProvider.", "Environment."];

    public static void Check(Declaration declaration, KnownTypes types, Action<Diagnostic> report)
    {
        foreach (var text in Texts(declaration))
        {
            if (text.Value.Length == 0 && !IsAll(declaration, text)) report(Report(declaration, text, default, "it is empty", null));
            foreach (var fault in text.Template.Faults) CheckFault(declaration, text, fault, report);
            foreach (var part in text.Template.Placeholders) CheckPart(declaration, text, part, types, report);
        }

        if (declaration.Kind is DeclarationKind.Put or DeclarationKind.Batch)
            foreach (var tag in declaration.Named("Tags")) CheckFixed(declaration, tag, report);
        if (declaration.Key is { } key && IsAll(declaration, key)) CheckAll(declaration, report);
        if (declaration.Kind == DeclarationKind.Batch) CheckItem(declaration, report);
    }

    private static IEnumerable<AttributeText> Texts(Declaration declaration) =>
        new[] { declaration.Key }.OfType<AttributeText>().Concat(declaration.Keys).Concat(declaration.Named("Patterns"))
            .Concat(declaration.Kind is DeclarationKind.Put or DeclarationKind.Batch ? [] : declaration.Named("Tags"));

    private static void CheckFixed(Declaration declaration, AttributeText tag, Action<Diagnostic> report)
    {
        foreach (var part in tag.Template.Placeholders)
            report(Report(declaration, tag, new(part.Start, part.Length), $"tags of [{declaration.Name}] are the same for all values, so nothing stands in braces", null));
    }

    private static void CheckFault(Declaration declaration, AttributeText text, KeyFault fault, Action<Diagnostic> report)
    {
        if (fault.Kind == KeyFaultKind.NoName && IsUnstable(fault.Name))
        {
            report(Unstable(text, fault.Name, new(fault.Start, fault.Length)));
            return;
        }

        var what = fault.Kind switch
        {
            KeyFaultKind.Empty => "there is nothing between the braces",
            KeyFaultKind.Unclosed => "a brace is opened and not closed",
            KeyFaultKind.Unopened => "a brace is closed that was not opened; one that stands for itself is written twice",
            KeyFaultKind.Nested => "a brace is opened between braces",
            KeyFaultKind.Repeated => $"{{{fault.Name}}} stands in it twice",
            _ => $"'{fault.Name}' is no name",
        };
        report(Report(declaration, text, new(fault.Start, fault.Length), what, FixOf(text, fault)));
    }

    // What stands there a second time adds nothing, so it can go, with the separator before it.
    private static TextFix? FixOf(AttributeText text, KeyFault fault)
    {
        if (fault.Kind is not (KeyFaultKind.Repeated or KeyFaultKind.Empty)) return null;
        var start = fault.Start > 0 && text.Value[fault.Start - 1] == ':' ? fault.Start - 1 : fault.Start;
        return text.Replace("Take it away", TextSpan.FromBounds(start, fault.Start + fault.Length), "");
    }

    private static void CheckPart(Declaration declaration, AttributeText text, KeyPart part, KnownTypes types, Action<Diagnostic> report)
    {
        if (part.IsResult && Placeholders.MayNameResult(declaration))
        {
            if (ResultTypes.Of(declaration) is { } result) CheckPath(declaration, text, part, (result, types), report);
            else report(Report(declaration, text, Inside(part), $"{declaration.MethodName} returns nothing that 'return' could stand for", null));
            return;
        }

        if (part.Path.Length == 1 && declaration.Method.TypeParameters.Any(one => one.Name == part.Parameter)) return;
        var parameter = declaration.Method.Parameters.FirstOrDefault(one => one.Name == part.Parameter);
        if (parameter is not null) CheckPath(declaration, text, part, (ItemType(declaration, parameter, types), types), report);
        else if (IsUnstable(part.Text)) report(Unstable(text, part.Text, Inside(part)));
        else if (!IsItem(declaration, text, part)) report(Unknown(declaration, text, part));
    }

    private static void CheckPath(
        Declaration declaration, AttributeText text, KeyPart part, (ITypeSymbol Start, KnownTypes Types) from, Action<Diagnostic> report)
    {
        var type = from.Start;
        foreach (var name in part.Path.Skip(1))
        {
            if (type.TypeKind == TypeKind.Error) return;
            if (!IsNullable(type) && Placeholders.MemberType(type, name) is { } next)
            {
                type = next;
                continue;
            }

            var near = IsNullable(type) ? null : Nearness.Nearest(name, Placeholders.MemberNames(type));
            var at = part.Start + text.Value.Substring(part.Start, part.Length).LastIndexOf(name, StringComparison.Ordinal);
            var fix = near is null ? null : text.Replace($"Write {near}", new(at, name.Length), near);
            report(Report(declaration, text, new(at, name.Length), IsNullable(type)
                ? $"what may be null has no '{name}'; it can stand in the key itself"
                : $"{type.Name} has no member '{name}'{Suggestion(near)}", fix));
            return;
        }

        if (KeyableTypes.MayStandInKey(type)) return;
        var id = Placeholders.MemberType(type, "Id") is { } idType && KeyableTypes.MayStandInKey(idType)
            ? text.Replace($"Write {part.Text}.Id", new(part.Start + part.Length - 1, 0), ".Id")
            : null;
        report(Unkeyable(text.At(Inside(part)), part.Text, type, id));
    }

    // Without a template all arguments are in the key.
    private static void CheckAll(Declaration declaration, Action<Diagnostic> report)
    {
        foreach (var parameter in declaration.Method.Parameters)
        {
            if (KeyScope.IsToken(parameter) || KeyableTypes.MayStandInKey(parameter.Type)) continue;
            report(Unkeyable(parameter.Locations.FirstOrDefault() ?? declaration.Location, parameter.Name, parameter.Type, null));
        }
    }

    private static Diagnostic Unknown(Declaration declaration, AttributeText text, KeyPart part)
    {
        var near = Placeholders.Nearest(part.Parameter, declaration);
        var at = text.Value.IndexOf(part.Parameter, part.Start, StringComparison.Ordinal);
        var span = new TextSpan(at, part.Parameter.Length);
        var fix = near is null ? null : text.Replace($"Write {near}", span, near);
        return Report(declaration, text, span, $"there is no parameter '{part.Parameter}'{Suggestion(near)}", fix);
    }

    private static string Suggestion(string? near) => near is null ? "" : $"; did you mean '{near}'";

    // Of a batch, the one name that is no parameter stands for the single id, unless the parameter of the ids is named.
    private static bool IsItem(Declaration declaration, AttributeText text, KeyPart part)
    {
        if (declaration.Kind != DeclarationKind.Batch || part.Path.Length > 1 || text.Value != declaration.Key?.Value) return false;
        var others = text.Template.Placeholders.Where(one => Placeholders.Names(declaration).All(name => name != one.Parameter)).ToList();
        return others.Count == 1 && others[0].Equals(part);
    }

    private static ITypeSymbol ItemType(Declaration declaration, IParameterSymbol parameter, KnownTypes types)
    {
        if (declaration.Kind != DeclarationKind.Batch || !PlaceRule.IsManyOf(parameter, declaration)) return parameter.Type;
        return AcceptedTypes.ElementOf(parameter.Type, types) ?? parameter.Type;
    }

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsAll(Declaration declaration, AttributeText text) =>
        declaration.Kind == DeclarationKind.Cached && text.Value.Length == 0 && ReferenceEquals(text.Value, declaration.Key?.Value);

    // Without one, all ids would share an entry.
    private static void CheckItem(Declaration declaration, Action<Diagnostic> report)
    {
        if (declaration.Key is not { Value.Length: > 0 } key || key.Template.Faults.Count > 0) return;
        var named = declaration.Method.Parameters.Where(one => !PlaceRule.IsManyOf(one, declaration)).Select(one => one.Name).ToList();
        var items = key.Template.Placeholders.Select(part => part.Parameter).Where(name => !named.Contains(name)).Distinct().Count();
        if (items == 0) report(Report(declaration, key, new(0, key.Value.Length), "no placeholder stands for the single id", null));
    }

    private static TextSpan Inside(KeyPart part) => new(part.Start + 1, part.Length - 2);

    private static bool IsUnstable(string text) =>
        s_unstable.Any(start => text.StartsWith(start, StringComparison.Ordinal)) || text.IndexOf("GetHashCode", StringComparison.Ordinal) >= 0;

    // By hand such a key is made, and never found again; here it can't be made.
    private static Diagnostic Unstable(AttributeText text, string part, TextSpan span) => Diagnostic.Create(
        Rules.UnstablePart, text.At(span), DiagnosticSeverity.Error, null, null, part, "does not stay the same from call to call, and is no parameter", "Put only parameters and their members into the key");

    private static Diagnostic Unkeyable(Location at, string part, ITypeSymbol type, TextFix? fix) => Diagnostic.Create(
        Rules.UnkeyablePart, at, fix?.ToProperties(), part, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));

    private static Diagnostic Report(Declaration declaration, AttributeText text, TextSpan span, string what, TextFix? fix) =>
        Diagnostic.Create(Rules.UnknownPlaceholder, text.At(span), fix?.ToProperties(), text.Value, declaration.MethodName, what);
}
