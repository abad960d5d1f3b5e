namespace Larder.Generators.Tests.Behaviour;

/// <summary>Without any attribute.</summary>
public interface IBroken
{
    Task<int> GetAsync();
}
