using Larder.Entries;
using Larder.Pipeline;

namespace Larder.Versions;

/// <summary>
/// Versioned entries of memory alone. A value is its own version: each write brings another object. Between the look and the write of one key nobody
/// else writes it here; what removes it meanwhile voids the ticket from the read.
/// </summary>
internal sealed class LocalEntries(CacheParts parts) : IVersionedEntries
{
    private readonly Lock[] _gates = [.. Enumerable.Range(0, 64).Select(static _ => new Lock())];
    private readonly MarkBook _book = new(parts);
    private readonly RemovalPath _removals = new(parts);
    private readonly EntryForm _form = new(parts);

    public ValueTask<VersionedEntry> ReadAsync(string key, CancellationToken cancellationToken)
    {
        parts.Keys.Check(key);
        cancellationToken.ThrowIfCancellationRequested();
        var ticket = parts.Local.Ticket();
        var marks = _book.PinLocally(_book.CellsFor([]));
        var held = Find(key);
        return new(held is null
            ? new VersionedEntry(key, VersionedState.Absent) { Marks = marks, Ticket = ticket }
            : new VersionedEntry(key, VersionedState.Held)
            {
                Value = held.Value,
                Remaining = held.Stamp.FreshFor(parts.Clock.Now) ?? TimeSpan.MaxValue,
                Marks = marks with { Pins = held.Origin.Pins },
                Ticket = ticket,
            });
    }

    public ValueTask<VersionedEntry> ClaimAsync(string key, CancellationToken cancellationToken) => ReadAsync(key, cancellationToken);

    public async ValueTask<VersionedOutcome> ReplaceAsync(VersionedEntry seen, VersionedWrite write, CancellationToken cancellationToken)
    {
        _form.Check(write);
        if (_form.IsTooLarge(write)) return VersionedOutcome.TooLarge;
        var pins = seen.Marks.Pins;
        if (_form.NewTags(seen, write.Tags) is { Count: > 0 } tags)
        {
            if (await _book.PinLateAsync(seen.Marks, tags, cancellationToken).ConfigureAwait(false) is not { } late) return VersionedOutcome.Changed;
            pins = late;
        }

        var entry = _form.DraftOf(write, pins).ToEntry(parts, parts.Versions.Next(), seen.Ticket);
        lock (GateOf(seen.Key))
        {
            if (!IsStill(seen) || !parts.Memory.Install(seen.Key, entry, seen.Ticket)) return VersionedOutcome.Changed;
            return parts.Memory.TryFind(seen.Key, out _) ? VersionedOutcome.Done : VersionedOutcome.TooLarge;
        }
    }

    public ValueTask<VersionedOutcome> RemoveAsync(VersionedEntry seen, CancellationToken cancellationToken)
    {
        lock (GateOf(seen.Key))
        {
            if (!IsStill(seen)) return new(VersionedOutcome.Changed);
            _removals.Fence(seen.Key);
            return new(VersionedOutcome.Done);
        }
    }

    private bool IsStill(VersionedEntry seen) => seen.IsHeld ? ReferenceEquals(Find(seen.Key)?.Value, seen.Value) : Find(seen.Key) is null;

    private Lock GateOf(string key) => _gates[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_gates.Length];

    private Entry<CacheBytes>? Find(string key) =>
        parts.Memory.TryFind(key, out var entry) && entry is Entry<CacheBytes> held
            && held.StandingAt(key, parts.Clock.Now, parts.BoundMs) is Standing.Good or Standing.Behind
            ? held
            : null;
}
