using System.Runtime.CompilerServices;

namespace Larder.Diagnostics;

/// <summary>
/// A count for what happens tens of millions of times a second: each thread adds to a cell of its own, without a locked instruction, so no
/// count is ever lost and no cache line is shared. Reading sums the cells up, and is exact for what happened before it.
/// </summary>
internal sealed class OwnedCounter
{
    // The cell that this thread used last; most applications have one cache, or stay with one for a while.
    [ThreadStatic]
    private static OwnedCell? _latest;

    private readonly Lock _lock = new();
    private readonly List<OwnedCell> _cells = [];
    private long _ofEndedThreads;

    public long Value
    {
        get
        {
            lock (_lock) return _cells.Aggregate(_ofEndedThreads, static (sum, cell) => sum + cell.Count);
        }
    }

    /// <summary>How many threads have a cell.</summary>
    public int Cells
    {
        get
        {
            lock (_lock) return _cells.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add()
    {
        var cell = _latest;
        if (cell is null || !ReferenceEquals(cell.Counter, this)) cell = CellOfThisThread();
        cell.AddOne();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private OwnedCell CellOfThisThread()
    {
        lock (_lock)
        {
            var mine = _cells.Find(static cell => ReferenceEquals(cell.Owner, Thread.CurrentThread));
            if (mine is null) _cells.Add(mine = NewCell());
            return _latest = mine;
        }
    }

    /// <summary>Cells of threads that have ended make room: there are never many more cells than living threads.</summary>
    private OwnedCell NewCell()
    {
        _ofEndedThreads += _cells.Where(static cell => !cell.Owner.IsAlive).Sum(static cell => cell.Count);
        _cells.RemoveAll(static cell => !cell.Owner.IsAlive);
        return new OwnedCell(this, Thread.CurrentThread);
    }
}
