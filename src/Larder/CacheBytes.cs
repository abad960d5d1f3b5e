using System.ComponentModel;

namespace Larder;

/// <summary>Bytes that nobody changes: memory hands out the same object to all, and the shared tier keeps them as they are.</summary>
/// <param name="memory">The bytes; whoever gave them must not change them any more.</param>
[ImmutableObject(true)]
public sealed class CacheBytes(ReadOnlyMemory<byte> memory)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => memory;
}
