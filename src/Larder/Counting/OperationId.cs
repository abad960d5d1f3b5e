namespace Larder.Counting;

/// <summary>
/// Names one addition, so that a place that gets it twice counts it once. A lane carries one addition at a time, so a place that keeps the last
/// number of each lane knows all that was done.
/// </summary>
/// <param name="Origin">Who adds: drawn by chance, once for each <see cref="MergingCounters"/>.</param>
/// <param name="Lane">One of its lanes, from 0.</param>
/// <param name="Sequence">Grows with each addition of a lane; from 1 to 2^53.</param>
public readonly record struct OperationId(long Origin, int Lane, long Sequence);
