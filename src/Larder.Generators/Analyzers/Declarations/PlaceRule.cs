using Larder.Generators.Model;
using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR005: an attribute stands on a method that it can do something for. On others it is passed over without a word.</summary>
internal static class PlaceRule
{
    private const string Value = "it needs a Task or ValueTask with a value";

    /// <summary>True if something was reported; then nothing else about the result holds.</summary>
    public static bool Check(Declaration declaration, IReadOnlyList<Declaration> all, KnownTypes types, Action<Diagnostic> report)
    {
        if (Problem(declaration, all, types) is not { } problem) return false;
        report(Diagnostic.Create(Rules.NothingToDo, problem.Where, Fix(declaration)?.ToProperties(), declaration.Name, declaration.MethodName, problem.Why));
        return true;
    }

    private static (Location Where, string Why)? Problem(Declaration declaration, IReadOnlyList<Declaration> all, KnownTypes types)
    {
        var method = declaration.Method;
        if (OfResult(declaration, types) is { } why) return (AtResult(declaration), why);
        if (method.Parameters.FirstOrDefault(IsByReference) is { } parameter)
            return (At(parameter, declaration), $"'{parameter.Name}' is a reference, which is gone when a load ends or a value comes from the cache");
        if (IsRead(declaration) && all.Count > 1)
            return (declaration.Location, "a method has one of [Cached], [CacheBatch] and [CachedRecord], and no other beside it");
        return declaration.Kind switch
        {
            DeclarationKind.Batch when method.IsGenericMethod => (declaration.Location, "a method with type parameters can't be one over many ids"),
            DeclarationKind.Batch when method.Parameters.Count(one => IsManyOf(one, declaration)) != 1 => (declaration.Location, "it needs one parameter with the ids that are the keys of the result"),
            DeclarationKind.Record when method.IsGenericMethod || method.Parameters.Count(one => !KeyScope.IsToken(one)) != 1 => (declaration.Location, "it needs one parameter, the key or the value of By, beside the token"),
            DeclarationKind.Invalidates when !declaration.Keys.Concat(declaration.Named("Tags")).Concat(declaration.Named("Patterns")).Any() => (declaration.Location, "it names no key, no tag and no pattern"),
            _ => null,
        };
    }

    private static string? OfResult(Declaration declaration, KnownTypes types)
    {
        var method = declaration.Method;
        if (declaration.Kind == DeclarationKind.Invalidates) return Results.Read(method).Kind == ResultKind.Plain ? "it needs a Task or ValueTask" : null;
        if (Results.ValueOf(method) is not { } value) return Value;
        if (value.TypeKind == TypeKind.Error) return null;
        return declaration.Kind switch
        {
            DeclarationKind.Batch when !IsDictionary(value, types) => "it needs a dictionary of ids and values as its result",
            DeclarationKind.Record when value is not { IsReferenceType: true, TypeKind: TypeKind.Class } => "it needs a class as its result, whose properties are those of the record",
            _ => null,
        };
    }

    private static bool IsRead(Declaration declaration) => declaration.Kind is DeclarationKind.Cached or DeclarationKind.Batch or DeclarationKind.Record;

    private static bool IsByReference(IParameterSymbol parameter) =>
        parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.Type.IsRefLikeType || parameter.Type.TypeKind == TypeKind.Pointer;

    private static bool IsDictionary(ITypeSymbol type, KnownTypes types) =>
        types.Is(type, "System.Collections.Generic.IReadOnlyDictionary`2") || types.Is(type, "System.Collections.Generic.IDictionary`2")
        || types.Is(type, "System.Collections.Generic.Dictionary`2");

    /// <summary>Whether a parameter of a batch is the ids that it asks for.</summary>
    public static bool IsManyOf(IParameterSymbol parameter, Declaration declaration)
    {
        if (parameter.Type.SpecialType == SpecialType.System_String || Results.ValueOf(declaration.Method) is not INamedTypeSymbol { TypeArguments.Length: 2 } result) return false;
        var faces = parameter.Type is INamedTypeSymbol named ? parameter.Type.AllInterfaces.Add(named) : parameter.Type.AllInterfaces;
        return faces.Any(face => face.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], result.TypeArguments[0]));
    }

    private static Location At(IParameterSymbol parameter, Declaration declaration) => parameter.Locations.FirstOrDefault() ?? declaration.Location;

    private static Location AtResult(Declaration declaration) => declaration.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        _ => declaration.Location,
    };

    // Only where there is nothing that could be cached: a result at once may become a task.
    private static TextFix? Fix(Declaration declaration)
    {
        if (declaration.Kind == DeclarationKind.Invalidates || Results.Read(declaration.Method) is not { HasValue: false } || !HasNoResult(declaration.Method)) return null;
        if (declaration.Syntax is not { Parent: AttributeListSyntax { Attributes.Count: 1 } list }) return null;
        var indentation = list.GetLeadingTrivia().LastOrDefault();
        var start = indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? indentation.SpanStart : list.SpanStart;
        return new TextFix($"Take [{declaration.Name}] away", TextSpan.FromBounds(start, list.FullSpan.End), "");
    }

    private static bool HasNoResult(IMethodSymbol method) => method.ReturnsVoid || Results.Read(method).Kind is ResultKind.Task or ResultKind.ValueTask;
}
