namespace Larder.Generators.Model;

/// <summary>A duration of an attribute.</summary>
/// <param name="Property">What it is of.</param>
/// <param name="Ticks">How long; -1 if it has a name.</param>
/// <param name="Name">Its name in the settings; empty if it has a length.</param>
internal sealed record DurationModel(string Property, long Ticks, string Name);
