using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>Which serializer serves a type: one that the application registered, bytes and text as they are, everything else as JSON.</summary>
internal sealed class SerializerRegistry
{
    private readonly ConcurrentDictionary<Type, object> _serializers = new();
    private readonly ForeignSerializers _foreign;
    private readonly JsonSerializerOptions _json;

    public SerializerRegistry(JsonSerializerOptions? json, ForeignSerializers foreign)
    {
        _foreign = foreign;
        _json = WithResolver(json ?? new JsonSerializerOptions { IncludeFields = true });
        _json.MakeReadOnly();
    }

    /// <exception cref="NotSupportedException">The type has no JSON contract.</exception>
    public NamedSerializer<T> For<T>() => (NamedSerializer<T>)_serializers.GetOrAdd(typeof(T), static (_, self) => self.Choose<T>(), this);

    /// <summary>How a value looks as JSON, whatever serializer stores it.</summary>
    /// <exception cref="NotSupportedException">The type has no JSON contract.</exception>
    public byte[] Show(object value, Type type) => JsonSerializer.SerializeToUtf8Bytes(value, _json.GetTypeInfo(type));

    private NamedSerializer<T> Choose<T>()
    {
        if (_foreign.Find<T>() is { } foreign) return new NamedSerializer<T>(foreign, Fingerprint.Of(foreign.GetType()));
        if (typeof(T) == typeof(byte[])) return Named((IHybridCacheSerializer<T>)(object)new BytesSerializer(), "bytes");
        if (typeof(T) == typeof(CacheBytes)) return Named((IHybridCacheSerializer<T>)(object)new CacheBytesSerializer(), "bytes");
        if (typeof(T) == typeof(string)) return Named((IHybridCacheSerializer<T>)(object)new StringSerializer(), "text");
        return Named(new JsonValueSerializer<T>((JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T))), "json");
    }

    private static NamedSerializer<T> Named<T>(IHybridCacheSerializer<T> serializer, string name) => new(serializer, Fingerprint.Of(name));

    /// <summary>Options that name no source of contracts get reflection, as JsonSerializer itself gives it to them.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed application gives options with a source-generated context.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "An AOT-compiled application gives options with a source-generated context.")]
    private static JsonSerializerOptions WithResolver(JsonSerializerOptions json) =>
        json.TypeInfoResolver is not null ? json : new JsonSerializerOptions(json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
}
