using Larder.Annotations;

namespace Larder.Generators.Tests.Behaviour;

internal interface IReader
{
    [Cached("read:{id}", "1h")]
    ValueTask<int> ReadAsync(int id);
}
