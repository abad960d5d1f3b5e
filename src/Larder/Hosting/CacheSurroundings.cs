using Larder.Diagnostics;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging;

namespace Larder.Hosting;

/// <summary>What a cache gets from its application.</summary>
internal sealed record CacheSurroundings(ISharedTierFactory? Shared, ForeignSerializers Serializers, ILogger Logger, TimeProvider Time)
{
    /// <summary>The records of the shared tier, once it is open; null for a tier that keeps none.</summary>
    public Func<ISharedTier, ISharedRecords>? Records { get; init; }

    /// <summary>The writer holds of the shared tier; null when the options ask for none.</summary>
    public IWriterHolds? Holds { get; init; }

    /// <summary>What stands around the shared tier and its records.</summary>
    public TierWrapping Wrapping { get; init; } = TierWrapping.None;

    /// <summary>Where durations go; null: nowhere.</summary>
    public CacheTimings? Timings { get; init; }

    public Fences Fences { get; init; } = Fences.All;

    /// <summary>How those go on who waited for a load: not on the thread that lands it, which has more to do.</summary>
    public TaskCreationOptions Continuations { get; init; } = TaskCreationOptions.RunContinuationsAsynchronously;
}
