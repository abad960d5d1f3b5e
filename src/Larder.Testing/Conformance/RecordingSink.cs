using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Hears changes as a cache would, writes them down, and tells what a memory that follows the rules would do.</summary>
public sealed class RecordingSink : IChangeSink
{
    private readonly Lock _gate = new();
    private readonly List<HeardChange> _heard = [];
    private readonly Dictionary<Slot, long> _last = [];
    private long _lastOfAll;
    private long _position;

    /// <inheritdoc/>
    public long Position => Volatile.Read(ref _position);

    /// <summary>What was heard so far, in order.</summary>
    public IReadOnlyList<HeardChange> Heard
    {
        get
        {
            lock (_gate) return [.. _heard];
        }
    }

    /// <inheritdoc/>
    public void Changed(Slot slot)
    {
        lock (_gate) _last[slot] = Write(ChangeKind.Changed, slot, null);
    }

    /// <inheritdoc/>
    public void ChangedAll(Watch watch)
    {
        lock (_gate) _lastOfAll = Write(ChangeKind.ChangedAll, default, watch);
    }

    /// <inheritdoc/>
    public void Broken(Watch watch)
    {
        lock (_gate) Write(ChangeKind.Broken, default, watch);
    }

    /// <summary>True if memory must not keep what came with this ticket: the slot changed after it, or its stream was lost.</summary>
    public bool Refuses(Slot slot, InstallTicket ticket)
    {
        lock (_gate)
        {
            var last = Math.Max(_lastOfAll, _last.GetValueOrDefault(slot));
            return last > ticket.Position || ticket.Epoch != ticket.Watch.Epoch;
        }
    }

    private long Write(ChangeKind kind, Slot slot, Watch? watch)
    {
        _heard.Add(new(_position + 1, kind, slot, watch));
        Volatile.Write(ref _position, _position + 1);
        return _position;
    }
}
