using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>The texts of an attribute beside the syntax that they were written in. Half-typed attributes have fewer of either.</summary>
internal static class AttributeTexts
{
    /// <summary>The text of the first argument of the constructor.</summary>
    public static AttributeText? First(Declaration declaration) => Argument(declaration, 0);

    /// <summary>The text of one argument of the constructor, where it is written.</summary>
    public static AttributeText? Argument(Declaration declaration, int index)
    {
        var arguments = declaration.Attribute.ConstructorArguments;
        if (index >= arguments.Length || Values(arguments[index]).FirstOrDefault() is not { } value) return null;
        var name = declaration.Attribute.AttributeConstructor is { } constructor && index < constructor.Parameters.Length ? constructor.Parameters[index].Name : null;
        var written = Written(declaration);
        var syntax = written.FirstOrDefault(argument => argument.NameColon is { } colon && colon.Name.Identifier.ValueText == name)
            ?? written.Where(IsPositional).Skip(index).FirstOrDefault();
        return new AttributeText(value, syntax?.Expression, declaration.Location);
    }

    /// <summary>The texts of all arguments of the constructor.</summary>
    public static IEnumerable<AttributeText> Positional(Declaration declaration) => Paired(
        declaration.Attribute.ConstructorArguments.SelectMany(Values).ToList(),
        Written(declaration).Where(argument => argument.NameEquals is null).SelectMany(argument => Elements(argument.Expression)).ToList(),
        declaration.Location);

    /// <summary>The texts of a property.</summary>
    public static IEnumerable<AttributeText> Named(Declaration declaration, string property) => Paired(
        declaration.Attribute.NamedArguments.Where(argument => argument.Key == property).SelectMany(argument => Values(argument.Value)).ToList(),
        Written(declaration).Where(argument => argument.NameEquals?.Name.Identifier.ValueText == property)
            .SelectMany(argument => Elements(argument.Expression)).ToList(),
        declaration.Location);

    private static bool IsPositional(AttributeArgumentSyntax argument) => argument.NameColon is null && argument.NameEquals is null;

    private static IEnumerable<AttributeText> Paired(List<string> values, List<ExpressionSyntax> syntax, Location attribute) =>
        values.Select((value, index) => new AttributeText(value, values.Count == syntax.Count ? syntax[index] : null, attribute));

    private static ImmutableArray<AttributeArgumentSyntax> Written(Declaration declaration) =>
        declaration.Syntax?.ArgumentList?.Arguments.ToImmutableArray() ?? ImmutableArray<AttributeArgumentSyntax>.Empty;

    private static IEnumerable<string> Values(TypedConstant constant)
    {
        if (constant.IsNull) return [];
        return constant.Kind switch
        {
            TypedConstantKind.Array => constant.Values.SelectMany(Values),
            TypedConstantKind.Primitive when constant.Value is string text => [text],
            _ => [],
        };
    }

    private static IEnumerable<ExpressionSyntax> Elements(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } elements } => elements.Expressions,
        ImplicitArrayCreationExpressionSyntax { Initializer: { } elements } => elements.Expressions,
        CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        _ => [expression],
    };
}
