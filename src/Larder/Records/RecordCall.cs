using Larder.Loading;

namespace Larder.Records;

/// <summary>A projection that is asked for, and who can load it.</summary>
/// <param name="Plan">How it is made of fields.</param>
/// <param name="Load">The caller's loader; null says that there is no such row.</param>
/// <param name="Pass">Whether it needs a place among the loads.</param>
internal sealed record RecordCall<T>(ProjectionPlan<T> Plan, Func<CancellationToken, ValueTask<T?>> Load, GatePass Pass)
    where T : class
{
    /// <summary>Whether a record answers it.</summary>
    public Func<RecordState, bool> Covers { get; } = Plan.Covers;
}
