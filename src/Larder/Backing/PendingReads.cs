using Larder.Journal;
using Larder.Pipeline;
using Larder.Tiers;

namespace Larder.Backing;

/// <summary>
/// What a load asks before it asks the database: a write that is acknowledged and not applied yet. First the journal, then the database: what has left
/// the journal in between is in the database by then.
/// </summary>
internal sealed class PendingReads<TKey, TValue>(BehindWay<TKey, TValue> way, StorePath path, EngineScope engine)
    where TKey : notnull
    where TValue : class
{
    /// <summary>What is pending, by key; null values are deletes. Keys of which nothing is pending are left out.</summary>
    /// <exception cref="PendingUnknownException">The journal can't be asked, or what it holds can't be read by this application.</exception>
    public async ValueTask<Dictionary<TKey, TValue?>> FindAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        PendingName[] names = [.. keys.Select(key => new PendingName(way.ShardOf(key), path.SlotOf(way.KeyOf(key)).Name))];
        IReadOnlyList<JournalRecord?> records;
        try
        {
            records = await engine.Journal.FindPendingAsync(names, cancellationToken).ConfigureAwait(false);
        }
        catch (TierException failure)
        {
            throw new PendingUnknownException(failure);
        }

        var pending = new Dictionary<TKey, TValue?>();
        for (var i = 0; i < names.Length; i++)
            if (records[i] is { } record) pending[keys[i]] = Read(record);
        return pending;
    }

    private TValue? Read(JournalRecord record) =>
        JournalBody.TryRead(record.Body, out var body) && path.TryRead<TValue>(record.Name, body.Frame, out var value)
            ? value
            : throw new PendingUnknownException(null);
}
