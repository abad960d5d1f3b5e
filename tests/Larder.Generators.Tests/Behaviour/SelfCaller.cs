namespace Larder.Generators.Tests.Behaviour;

/// <summary>Reads through its own cache, which is no cycle.</summary>
public sealed class SelfCaller(IRing outer) : IRing
{
    public Task<int> GetAsync() => Task.FromResult(7);

    public int Count() => outer.GetAsync().IsCompletedSuccessfully ? 1 : 0;
}
