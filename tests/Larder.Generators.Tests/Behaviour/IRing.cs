using Larder.Annotations;

namespace Larder.Generators.Tests.Behaviour;

public interface IRing
{
    [Cached("ring")]
    Task<int> GetAsync();

    int Count();
}
