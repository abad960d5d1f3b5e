namespace Larder.Generators.Tests.Behaviour;

public sealed record Item(int Id, string Name);
