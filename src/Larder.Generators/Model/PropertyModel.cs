namespace Larder.Generators.Model;

/// <summary>A property or an indexer, which is passed through.</summary>
/// <param name="Declaration">Its type and name, as an explicit implementation declares it.</param>
/// <param name="Access">What reads it behind the implementation: <c>.Name</c>, <c>[index]</c>.</param>
/// <param name="Container">The interface that has it, if it is an inherited one; else empty.</param>
/// <param name="Accessors">Which it has.</param>
internal sealed record PropertyModel(string Declaration, string Access, string Container, Accessors Accessors);
