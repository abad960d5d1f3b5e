namespace Larder.Records;

/// <summary>One field of an entity.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Name">As it stands in the tier: the property's name with a small first letter.</param>
/// <param name="Property">The property's name.</param>
/// <param name="Type">Its type, a nullable one as such.</param>
/// <param name="Format">How its values are written.</param>
internal sealed record FieldShape(int Index, string Name, string Property, Type Type, FieldFormat Format);
