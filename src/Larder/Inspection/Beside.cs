using Larder.Counting;
using Larder.Journal;

namespace Larder.Inspection;

/// <summary>What stands beside a cache and waits when its place is away.</summary>
/// <param name="Pending">What write-behind has not written yet; null without it.</param>
/// <param name="Counters">Counters that keep what they can't tell; null for those that need not.</param>
internal sealed record Beside(PendingWrites? Pending, MergingCounters? Counters);
