namespace Larder.Chaos;

/// <summary>One line of the history. All times are of the machine's one monotonic clock, in <see cref="Clock"/> ticks.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Process">In which life of which process; <see cref="Foreign"/> for a program that knows nothing of caches.</param>
/// <param name="Key">Which key, by its number in <see cref="KeySet"/>; or the number of the order that is done.</param>
/// <param name="Start">Before it began.</param>
/// <param name="End">After it had ended.</param>
/// <param name="Version">The version that was read; of a removal the <see cref="RemovalWay"/>.</param>
public readonly record struct Operation(OperationKind Kind, int Process, int Key, long Start, long End, long Version = 0)
{
    public const int Foreign = -1;
}
