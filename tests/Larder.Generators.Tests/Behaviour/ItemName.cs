namespace Larder.Generators.Tests.Behaviour;

/// <summary>A projection of <see cref="Item"/>.</summary>
public sealed record ItemName(int Id, string Name);
