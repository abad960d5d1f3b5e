namespace Larder.Generators.Tests.Keys;

/// <summary>Members of it stand in keys.</summary>
public sealed record Order(int? Id, Box? Box);
