namespace Larder.Generators.Parsing;

/// <summary>A piece of a key's template: text, or a parameter, or a member of one.</summary>
/// <param name="Text">The text without doubled braces, or what stands between the braces.</param>
/// <param name="IsPlaceholder">True if it stood between braces.</param>
/// <param name="Start">Where it begins in the template, with its brace.</param>
/// <param name="Length">How many characters of the template it takes, with its braces.</param>
internal readonly record struct KeyPart(string Text, bool IsPlaceholder, int Start, int Length)
{
    /// <summary>The parameter that is named: <c>order</c> of <c>order.Customer.Id</c>.</summary>
    public string Parameter => Path[0];

    /// <summary>The parameter and the members behind it.</summary>
    public string[] Path => [.. Text.Split('.').Select(static name => name.Trim())];

    /// <summary>True if it names the method's result.</summary>
    public bool IsResult => IsPlaceholder && Parameter.Equals("return", StringComparison.Ordinal);
}
