namespace Larder.Testing.Tiers;

/// <summary>
/// Which calls of a <see cref="FaultyTier"/> go wrong, and how. Of several lines that apply to a call, the first written one is used.
/// </summary>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = [];

    /// <summary>The next calls go wrong.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="fault">How.</param>
    /// <param name="where">Which calls count; by default all but waits.</param>
    public FaultScript Next(int calls, TierFault fault, Predicate<TierCall>? where = null) => Add(new(fault, where ?? IsNoWait) { Left = calls });

    /// <summary>From now on calls go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="where">Which calls; by default all but waits.</param>
    public FaultScript Always(TierFault fault, Predicate<TierCall>? where = null) => Add(new(fault, where ?? IsNoWait) { Left = int.MaxValue });

    /// <summary>Nothing goes wrong any more, but for calls that are under way.</summary>
    public void Clear()
    {
        lock (_gate) _lines.Clear();
    }

    internal TierFault? For(TierCall call)
    {
        lock (_gate)
        {
            if (_lines.Find(line => line.Where(call)) is not { } line) return null;
            if (line.Left != int.MaxValue && --line.Left == 0) _lines.Remove(line);
            return line.Fault;
        }
    }

    private static bool IsNoWait(TierCall call) => call.Verb != TierVerb.Wait;

    private FaultScript Add(Line line)
    {
        lock (_gate) _lines.Add(line);
        return this;
    }

    private sealed record Line(TierFault Fault, Predicate<TierCall> Where)
    {
        public int Left { get; set; }
    }
}
