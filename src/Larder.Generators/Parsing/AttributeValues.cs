using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>What stands in an attribute.</summary>
internal sealed class AttributeValues(AttributeData attribute)
{
    /// <summary>As it was written, without its namespace.</summary>
    public string Text => attribute.ApplicationSyntaxReference?.GetSyntax() is { } syntax
        ? string.Join(" ", syntax.ToString().Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries))
        : attribute.AttributeClass?.Name ?? "";

    /// <summary>A text that was given in its place; empty if none was.</summary>
    public string TextAt(int place) =>
        attribute.ConstructorArguments.Length > place && attribute.ConstructorArguments[place] is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";

    public string TextOf(string name) => Named(name) is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";

    public ITypeSymbol? TypeAt(int place) =>
        attribute.ConstructorArguments.Length > place ? attribute.ConstructorArguments[place] is { Kind: TypedConstantKind.Type } type ? type.Value as ITypeSymbol : null : null;

    public ITypeSymbol? TypeOf(string name) => Named(name) is { Kind: TypedConstantKind.Type } type ? type.Value as ITypeSymbol : null;

    public bool IsSet(string name) => Named(name).Value is true;

    public int NumberOf(string name) => Named(name) is { Kind: TypedConstantKind.Enum, Value: int number } ? number : 0;

    public IReadOnlyList<string> TextsAt(int place) => attribute.ConstructorArguments.Length > place ? Texts(attribute.ConstructorArguments[place]) : [];

    public IReadOnlyList<string> TextsOf(string name) => Texts(Named(name));

    private TypedConstant Named(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;

    private static IReadOnlyList<string> Texts(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? [.. constant.Values.Select(static value => value.Value).OfType<string>()] : [];
}
