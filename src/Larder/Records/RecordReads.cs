using Larder.Entries;
using Larder.Loading;

namespace Larder.Records;

/// <summary>Reads a record by its key: memory, flight, shared tier, lease, loader, in that order.</summary>
internal sealed class RecordReads(RecordParts parts, RecordMemory memory, RecordSearch search, RecordLoads loads, RecordKeep keep)
{
    /// <summary>The record of a key with the fields that the call needs, kept as far as it may be.</summary>
    public async ValueTask<RecordArrival> FlyAsync<T>(Flight<RecordState> flight, string key, RecordCall<T> call)
        where T : class
    {
        if (Held(key, call.Covers) is { } held) return new RecordArrival(key, OutcomeOf(held, ReadSource.Memory));
        var found = await search.FindAsync(key, call.Covers, flight.Abandoned).ConfigureAwait(false);
        if (found.Good is { } good) return new RecordArrival(key, Install(key, good, found));
        var draft = await loads.RunAsync(flight, key, found, call).ConfigureAwait(false);
        return new RecordArrival(key, await keep.KeepAsync(key, found, draft, call.Covers).ConfigureAwait(false));
    }

    /// <summary>The record in memory, if it has the fields.</summary>
    public Entry<RecordState>? Held(string key, Func<RecordState, bool> covers) =>
        memory.Find(key) is { } held && covers(held.Value) ? held : null;

    /// <summary>Keeps in memory what the shared tier answered.</summary>
    public LoadOutcome<RecordState> Install(string key, Entry<RecordState> good, RecordFound found)
    {
        parts.Cache.Memory.Install(key, good, found.Ticket);
        return new LoadOutcome<RecordState>(good, ReadSource.Shared, MissReason.None, found.Ticket);
    }

    /// <summary>What memory holds was found good by a flight that began before: it answers under a ticket of now.</summary>
    public LoadOutcome<RecordState> OutcomeOf(Entry<RecordState> held, ReadSource source) =>
        new(held, source, MissReason.None, parts.Cache.Local.Ticket());
}
