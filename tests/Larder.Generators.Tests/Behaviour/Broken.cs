namespace Larder.Generators.Tests.Behaviour;

public sealed class Broken : IBroken
{
    public Task<int> GetAsync() => Task.FromResult(1);
}
