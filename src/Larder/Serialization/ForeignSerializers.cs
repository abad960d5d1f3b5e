using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>The serializers that the application brings, the one for a type before those that serve many.</summary>
/// <param name="registered">The serializer registered as this type, an <see cref="IHybridCacheSerializer{T}"/>; null if there is none.</param>
/// <param name="factories">The first that can make a serializer does.</param>
internal sealed class ForeignSerializers(Func<Type, object?> registered, IReadOnlyList<IHybridCacheSerializerFactory> factories)
{
    public static ForeignSerializers None { get; } = new(static _ => null, []);

    public IHybridCacheSerializer<T>? Find<T>()
    {
        if (registered(typeof(IHybridCacheSerializer<T>)) is IHybridCacheSerializer<T> own) return own;
        foreach (var factory in factories)
            if (factory.TryCreateSerializer<T>(out var made)) return made;
        return null;
    }
}
