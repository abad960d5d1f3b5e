using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>Which serializer serves a type: bytes and text as they are, everything else as JSON.</summary>
internal sealed class SerializerRegistry
{
    private readonly ConcurrentDictionary<Type, object> _serializers = new();
    private readonly JsonSerializerOptions _json;

    public SerializerRegistry(JsonSerializerOptions? json)
    {
        _json = json ?? WithReflection();
        _json.MakeReadOnly();
        _serializers[typeof(byte[])] = new BytesSerializer();
        _serializers[typeof(string)] = new StringSerializer();
    }

    /// <exception cref="NotSupportedException">The type has no JSON contract.</exception>
    public IHybridCacheSerializer<T> For<T>() => (IHybridCacheSerializer<T>)_serializers.GetOrAdd(
        typeof(T), static (_, json) => new JsonValueSerializer<T>((JsonTypeInfo<T>)json.GetTypeInfo(typeof(T))), _json);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed application gives options with a source-generated context.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "An AOT-compiled application gives options with a source-generated context.")]
    private static JsonSerializerOptions WithReflection() => new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
}
