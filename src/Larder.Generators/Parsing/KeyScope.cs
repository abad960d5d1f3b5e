using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>What the braces of a method's templates may name, and how that is written in code.</summary>
/// <param name="method">The method with the attribute; its names count.</param>
/// <param name="implemented">The interface's method; its types count.</param>
/// <param name="result">The type of the result's value, if templates may name it.</param>
internal sealed class KeyScope(IMethodSymbol method, IMethodSymbol implemented, ITypeSymbol? result)
{
    public const string Result = "return";

    /// <summary>A parameter that stands for something else: the single id of many.</summary>
    public (string Name, ITypeSymbol Type)? Item { get; init; }

    /// <summary>Null if it is not right, or something in it can't stand in a key.</summary>
    public KeyModel? Read(string text)
    {
        var template = KeyTemplate.Parse(text);
        if (text.Length == 0 || template.Faults.Count > 0) return null;
        var pieces = new List<KeyPiece>();
        foreach (var part in template.Parts)
        {
            if (!part.IsPlaceholder) pieces.Add(KeyPiece.Of(part.Text));
            else if (PieceOf(part) is { } piece) pieces.Add(piece);
            else return null;
        }

        return new(text, new(pieces), Remembered(pieces));
    }

    /// <summary>The method's full name with all its arguments.</summary>
    public KeyModel? ReadAll()
    {
        var overloads = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Count() > 1;
        var name = $"{TypeNames.People(method.ContainingType)}.{method.Name.Substring(method.Name.LastIndexOf('.') + 1)}"
            + (overloads ? $"({string.Join(",", method.Parameters.Where(static parameter => !IsToken(parameter)).Select(static parameter => TypeNames.People(parameter.Type)))})" : "");
        var arguments = method.TypeParameters.Select(static parameter => parameter.Name)
            .Concat(method.Parameters.Where(static parameter => !IsToken(parameter)).Select(static parameter => parameter.Name));
        return Read(string.Concat(new[] { name.Replace("{", "{{").Replace("}", "}}") }.Concat(arguments.Select(static argument => $":{{{argument}}}"))));
    }

    /// <summary>Type arguments belong to the key, named or not: without them, two types would share an entry.</summary>
    public KeyModel WithTypes(KeyModel key)
    {
        var missing = method.TypeParameters.Where(parameter => !key.Pieces.Any(piece => piece.IsType && piece.Root == implemented.TypeParameters[parameter.Ordinal].Name)).ToArray();
        if (missing.Length == 0) return key;
        var added = missing.SelectMany(parameter => new[] { KeyPiece.Of(":"), TypePiece(parameter) });
        return new(
            key.Template + string.Concat(missing.Select(static parameter => $":{{{parameter.Name}}}")), new(Joined(key.Pieces.Concat(added))), "");
    }

    public static bool IsToken(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    private KeyPiece TypePiece(ITypeParameterSymbol parameter) => new("", implemented.TypeParameters[parameter.Ordinal].Name, "", true);

    // Two texts side by side are one: the code shows them so.
    private static IEnumerable<KeyPiece> Joined(IEnumerable<KeyPiece> pieces)
    {
        KeyPiece? text = null;
        foreach (var piece in pieces)
        {
            if (piece.IsText)
            {
                text = text is null ? piece : KeyPiece.Of(text.Text + piece.Text);
                continue;
            }

            if (text is not null) yield return text;
            text = null;
            yield return piece;
        }

        if (text is not null) yield return text;
    }

    private KeyPiece? PieceOf(KeyPart part)
    {
        var path = part.Path;
        if (path.Length == 1 && method.TypeParameters.FirstOrDefault(parameter => parameter.Name == path[0]) is { } type) return TypePiece(type);
        if (RootOf(path[0]) is not { } root) return null;
        var (type1, members) = (root.Type, "");
        foreach (var name in path.Skip(1))
        {
            if (MemberOf(type1, name) is not { } member) return null;
            members += (MayBeNull(type1) ? "?." : ".") + TypeNames.Identifier(name);
            type1 = member;
        }

        if (!KeyableTypes.MayStandInKey(type1)) return null;
        return new(members, root.Name, KeyableTypes.CastOf(type1), false);
    }

    private (string Name, ITypeSymbol Type)? RootOf(string name)
    {
        if (Item is { } item && item.Name == name) return (TypeNames.Identifier(name), item.Type);
        if (name == Result) return result is null ? null : (Result, result);
        return method.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } found
            ? (TypeNames.Identifier(name), implemented.Parameters[found.Ordinal].Type)
            : null;
    }

    private ITypeSymbol? MemberOf(ITypeSymbol type, string name)
    {
        for (var face = type; face is not null; face = face.BaseType)
            if (In(face) is { } found) return found;
        return type.AllInterfaces.Select(In).FirstOrDefault(static found => found is not null);

        ITypeSymbol? In(ITypeSymbol owner) => owner.GetMembers(name).Select(member => member switch
        {
            { IsStatic: true } or { DeclaredAccessibility: not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal) } => null,
            IPropertySymbol { GetMethod: not null } property => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        }).FirstOrDefault(static found => found is not null);
    }

    private static bool MayBeNull(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || (!type.IsValueType && type.NullableAnnotation != NullableAnnotation.NotAnnotated);

    private string Remembered(List<KeyPiece> pieces)
    {
        if (method.IsGenericMethod || Item is not null) return "";
        var expressions = pieces.Where(static piece => !piece.IsText).ToArray();
        if (expressions.Length != 1 || expressions[0] is not { Text: "", Cast: "", IsResult: false } only) return "";
        return implemented.Parameters[method.Parameters.First(parameter => TypeNames.Identifier(parameter.Name) == only.Root).Ordinal].Type switch
        {
            { SpecialType: SpecialType.System_Int32 } => "int",
            { SpecialType: SpecialType.System_Int64 } => "long",
            { SpecialType: SpecialType.System_String } => "string",
            { Name: "Guid", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => "global::System.Guid",
            _ => "",
        };
    }
}
