namespace Larder.Generators.Model;

/// <summary>Which record a method reads.</summary>
/// <param name="Entity">The entity's type.</param>
/// <param name="Key">The type of its key.</param>
/// <param name="By">The property that is looked up; empty: the key.</param>
/// <param name="Cache">The cache's name.</param>
/// <param name="Projection">The type of the result without its question mark.</param>
internal sealed record RecordModel(string Entity, string Key, string By, string Cache, string Projection);
