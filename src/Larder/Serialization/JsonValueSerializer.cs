using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>Values as JSON by System.Text.Json, with the type's contract taken from the options: a source-generated context works too.</summary>
internal sealed class JsonValueSerializer<T>(JsonTypeInfo<T> contract) : IHybridCacheSerializer<T>
{
    public T Deserialize(ReadOnlySequence<byte> source)
    {
        // By a reader, the value is read twice: once to find where it ends.
        if (source.IsSingleSegment) return JsonSerializer.Deserialize(source.FirstSpan, contract)!;
        var reader = new Utf8JsonReader(source);
        var value = JsonSerializer.Deserialize(ref reader, contract)!;
        return reader.Read() ? throw new JsonException("Something follows the value.") : value;
    }

    public void Serialize(T value, IBufferWriter<byte> target)
    {
        using var writer = new Utf8JsonWriter(target);
        JsonSerializer.Serialize(writer, value, contract);
    }
}
