using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.Hosting;

/// <summary>JSON for any type, to be registered as an open generic.</summary>
internal sealed class PlainSerializer<T> : IHybridCacheSerializer<T>
{
    public T Deserialize(ReadOnlySequence<byte> source) => JsonSerializer.Deserialize<T>(source.ToArray())!;

    public void Serialize(T value, IBufferWriter<byte> target) => target.Write(JsonSerializer.SerializeToUtf8Bytes(value));
}
