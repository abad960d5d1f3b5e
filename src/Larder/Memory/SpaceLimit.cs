namespace Larder.Memory;

/// <summary>
/// How much of its budget a store uses: all of it, and less while memory is short. Each full collection that finds memory short takes a
/// quarter of what is held, down to an eighth of the budget; each that does not gives back a sixteenth of the budget.
/// </summary>
internal sealed class SpaceLimit
{
    private const int LeastPart = 8, StepsBack = 16;

    private readonly PressureGauge _gauge;

    public SpaceLimit(MemoryBudget budget, PressureGauge gauge)
    {
        _gauge = gauge;
        Budget = Present = budget;
    }

    /// <summary>The bound that is never passed.</summary>
    public MemoryBudget Budget { get; }

    /// <summary>What it may hold at present.</summary>
    public MemoryBudget Present { get; private set; }

    /// <summary>Asks the gauge; true when the present limit has changed.</summary>
    public bool Adapt(long heldBytes)
    {
        if (_gauge.Read() is not { } isShort) return false;
        var step = Budget.Bytes / StepsBack;
        var bytes = isShort
            ? Math.Max(Budget.Bytes / LeastPart, Math.Min(Present.Bytes, heldBytes) / 4 * 3)
            : Math.Min(Budget.Bytes - step, Present.Bytes) + step;
        if (bytes == Present.Bytes) return false;
        Present = Budget with { Bytes = bytes };
        return true;
    }
}
