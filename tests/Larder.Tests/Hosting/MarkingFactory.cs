using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.Hosting;

/// <summary>Makes serializers of texts, and of nothing else.</summary>
internal sealed class MarkingFactory(string mark) : IHybridCacheSerializerFactory
{
    public bool TryCreateSerializer<T>([NotNullWhen(true)] out IHybridCacheSerializer<T>? serializer)
    {
        serializer = new Marking(mark) as IHybridCacheSerializer<T>;
        return serializer is not null;
    }
}
