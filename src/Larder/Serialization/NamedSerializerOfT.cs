using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>A serializer, and the fingerprint by which frames name it.</summary>
internal sealed record NamedSerializer<T>(IHybridCacheSerializer<T> Serializer, uint Fingerprint);
