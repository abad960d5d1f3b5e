namespace Larder.Generators.Tests.Behaviour;

public sealed class Named : INamed
{
    public Task<int> GetAsync(int id) => Task.FromResult(id);
}
