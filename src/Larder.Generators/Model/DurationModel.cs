namespace Larder.Generators.Model;

/// <summary>A duration of an attribute.</summary>
/// <param name="Property">What it is of.</param>
/// <param name="Text">As the attribute has it: a length, or a name.</param>
internal sealed record DurationModel(string Property, string Text);
