namespace Larder.Generators.Parsing;

/// <summary>One thing that is wrong with the template of a key.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What stands between the braces; empty if nothing does.</param>
/// <param name="Start">Where it begins in the template.</param>
/// <param name="Length">How many characters of the template it takes.</param>
internal readonly record struct KeyFault(KeyFaultKind Kind, string Name, int Start, int Length);
