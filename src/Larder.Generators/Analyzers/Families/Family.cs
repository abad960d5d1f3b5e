using Larder.Generators.Analyzers.Declarations;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Families;

/// <summary>The entries that one attribute makes.</summary>
internal sealed class Family(Declaration declaration, AttributeText key, ITypeSymbol? result)
{
    public Declaration Declaration { get; } = declaration;

    public AttributeText Key { get; } = key;

    /// <summary>What the entries hold; null when the method returns nothing.</summary>
    public ITypeSymbol? Result { get; } = result;

    /// <summary>The keys, whatever the placeholders are called.</summary>
    public TextPattern Pattern { get; } = PatternOf(declaration, key);

    public IEnumerable<AttributeText> Tags => Declaration.Named("Tags");

    /// <summary>The cache that holds them; empty for the default one.</summary>
    public string Cache { get; } = CacheOf(declaration);

    /// <summary>Null for an attribute that makes none.</summary>
    public static Family? Of(Declaration declaration) =>
        declaration.Key is { } key && (key.Value.Length > 0 || declaration.Kind == DeclarationKind.Cached)
            ? new Family(declaration, key, ResultTypes.Of(declaration))
            : null;

    // Type arguments that the template does not name stand at its end.
    private static TextPattern PatternOf(Declaration declaration, AttributeText key) => TextPattern.OfTemplate(key.Template)
        .AndParts(declaration.Method.TypeParameters.Count(type => key.Template.Placeholders.All(part => part.Text != type.Name)));

    public static string CacheOf(Declaration declaration) =>
        declaration.Attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Cache").Value is { IsNull: false, Value: string name } ? name : "";
}
