using System.Collections.Concurrent;

namespace Larder.Validity;

/// <summary>
/// The marks that this process knows. A cell lives as long as an entry or a load points at it; one that nobody points at may go, since then
/// nothing in memory depends on it.
/// </summary>
internal sealed class MarkCells(ChangeStripes stripes, Fences fences = Fences.All)
{
    private const int PruneAbove = 1024;

    private readonly ConcurrentDictionary<Slot, WeakReference<MarkCell>> _cells = new();
    private readonly MarkChanges _changes = new();
    private int _pruneAt = PruneAbove;

    public MarkCell Of(Slot slot)
    {
        while (true)
        {
            var reference = _cells.GetOrAdd(slot, static (slot, changes) => new WeakReference<MarkCell>(new MarkCell(slot, changes)), _changes);
            if (reference.TryGetTarget(out var cell))
            {
                if (_cells.Count > Volatile.Read(ref _pruneAt)) Prune();
                return cell;
            }

            _cells.TryRemove(new KeyValuePair<Slot, WeakReference<MarkCell>>(slot, reference));
        }
    }

    /// <summary>The mark was or is being renewed: nothing read before this moment says what it holds.</summary>
    public void Forget(Slot slot, ChangeOrigin origin)
    {
        if ((fences & Fences.Marks) == 0) return;
        var stripe = ChangeStripes.StripeOf(slot.Kind, slot.Name);
        lock (stripes.GateOf(stripe))
        {
            stripes.Change(stripe, origin);
            if (_cells.TryGetValue(slot, out var reference) && reference.TryGetTarget(out var cell)) cell.Forget();
        }
    }

    /// <summary>The tier has no such mark: what was known of it does not hold. What was read before is not in doubt for that.</summary>
    public void Drop(MarkCell cell)
    {
        lock (stripes.GateOf(ChangeStripes.StripeOf(cell.Slot.Kind, cell.Slot.Name))) cell.Forget();
    }

    /// <summary>Every mark has to be read again; the caller has made all tickets void before.</summary>
    public void ForgetAll()
    {
        foreach (var (_, reference) in _cells)
        {
            if (reference.TryGetTarget(out var cell)) Drop(cell);
        }
    }

    /// <summary>Takes note of a nonce, if nothing changed since it was read.</summary>
    /// <returns>The state that the cell holds now; null when the note came too late and the cell knows nothing.</returns>
    public MarkState? Know(MarkCell cell, SlotVersion nonce, in InstallTicket ticket) => Know(cell, nonce, log: null, ticket);

    /// <summary>Takes note of the log of a whole cache, if nothing changed since it was read.</summary>
    public MarkState? Know(MarkCell cell, RemovalLog log, in InstallTicket ticket) => Know(cell, log.Position, log, ticket);

    /// <summary>
    /// Takes it on oneself to vouch for a mark: what is known of it stays, and one of which nothing is known gets this nonce. Of two who do so at the same time
    /// the second must not undo the first: what depends on his nonce would count as removed.
    /// </summary>
    public MarkState? Keep(MarkCell cell, SlotVersion otherwise, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(cell.Slot.Kind, cell.Slot.Name);
        lock (stripes.GateOf(stripe))
        {
            if (!stripes.Admits(stripe, ticket)) return cell.State;
            var log = cell.Slot.Kind == SlotKind.All ? cell.State?.Log ?? RemovalLog.BegunBy(otherwise) : null;
            return cell.Know(log?.Position ?? cell.State?.Nonce ?? otherwise, log, ticket.Watch, ticket.Epoch);
        }
    }

    /// <summary>A removal by prefix in a cache that shares its entries with nobody.</summary>
    public void RemovePrefix(Slot all, string prefix)
    {
        if ((fences & Fences.Marks) == 0) return;
        var stripe = ChangeStripes.StripeOf(all.Kind, all.Name);
        lock (stripes.GateOf(stripe))
        {
            stripes.Change(stripe, ChangeOrigin.Own);
            if (_cells.TryGetValue(all, out var reference) && reference.TryGetTarget(out var cell) && cell.State is { Log: { } log } state)
                {
                var longer = log.With(prefix);
                cell.Know(longer.Position, longer, state.Watch, state.Epoch);
            }
        }
    }

    private MarkState? Know(MarkCell cell, SlotVersion nonce, RemovalLog? log, in InstallTicket ticket)
    {
        var stripe = ChangeStripes.StripeOf(cell.Slot.Kind, cell.Slot.Name);
        lock (stripes.GateOf(stripe))
            return stripes.Admits(stripe, ticket) ? cell.Know(nonce, log, ticket.Watch, ticket.Epoch) : cell.State;
    }

    private void Prune()
    {
        foreach (var pair in _cells)
            if (!pair.Value.TryGetTarget(out _)) _cells.TryRemove(pair);
        Volatile.Write(ref _pruneAt, Math.Max(PruneAbove, _cells.Count * 2));
    }
}
