using Larder.Serialization;
using Larder.Tiers;
using Microsoft.Extensions.Logging;

namespace Larder.Hosting;

/// <summary>What a cache gets from its application.</summary>
internal sealed record CacheSurroundings(ISharedTierFactory? Shared, ForeignSerializers Serializers, ILogger Logger, TimeProvider Time);
