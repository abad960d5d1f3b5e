namespace Larder.Generators.Tests.Behaviour;

/// <summary>Its constructor calls what only it can answer.</summary>
public sealed class Ring : IRing
{
    private readonly int _count;

    public Ring(IRing outer) => _count = outer.Count();

    public Task<int> GetAsync() => Task.FromResult(_count);

    public int Count() => _count;
}
