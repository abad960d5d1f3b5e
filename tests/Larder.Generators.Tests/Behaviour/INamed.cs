using Larder.Annotations;

namespace Larder.Generators.Tests.Behaviour;

public interface INamed
{
    [Cached("named:{id}", "Dashboard", StaleFor = "Shrt")]
    Task<int> GetAsync(int id);
}
