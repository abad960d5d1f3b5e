using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>One attribute of ours on one method.</summary>
internal sealed class Declaration(IMethodSymbol method, AttributeData attribute, DeclarationKind kind)
{
    public IMethodSymbol Method { get; } = method;

    public AttributeData Attribute { get; } = attribute;

    public DeclarationKind Kind { get; } = kind;

    /// <summary>How the attribute is written: without brackets and arguments.</summary>
    public string Name { get; } = NameOf(attribute);

    /// <summary>The method as texts name it.</summary>
    public string MethodName => $"{Method.ContainingType.Name}.{Method.Name}";

    public AttributeSyntax? Syntax => Attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    /// <summary>Where the attribute stands; none for what another assembly declares.</summary>
    public Location Location => Syntax?.GetLocation() ?? Method.Locations.FirstOrDefault() ?? Location.None;

    /// <summary>The template of its key; null for attributes that have none, or several.</summary>
    public AttributeText? Key => Kind is DeclarationKind.Cached or DeclarationKind.Put or DeclarationKind.Batch ? AttributeTexts.First(this) : null;

    /// <summary>The texts of a property of the attribute, one or several.</summary>
    public IEnumerable<AttributeText> Named(string property) => AttributeTexts.Named(this, property);

    /// <summary>The keys that are removed.</summary>
    public IEnumerable<AttributeText> Keys => Kind == DeclarationKind.Invalidates ? AttributeTexts.Positional(this) : [];

    private static string NameOf(AttributeData attribute)
    {
        const string ending = "Attribute";
        var name = attribute.AttributeClass?.Name ?? "";
        return name.EndsWith(ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - ending.Length) : name;
    }
}
