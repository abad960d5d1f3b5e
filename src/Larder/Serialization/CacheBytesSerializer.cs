using System.Buffers;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>Bytes pass through; what came from a frame stays in the frame's own memory, which nobody else has.</summary>
internal sealed class CacheBytesSerializer : IHybridCacheSerializer<CacheBytes>
{
    public CacheBytes Deserialize(ReadOnlySequence<byte> source) => new(source.IsSingleSegment ? source.First : source.ToArray());

    public void Serialize(CacheBytes value, IBufferWriter<byte> target) => target.Write(value.Memory.Span);
}
