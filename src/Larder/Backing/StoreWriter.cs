using Larder.Journal;
using Larder.Pipeline;

namespace Larder.Backing;

/// <summary>Applies journaled writes by the application's store.</summary>
internal sealed class StoreWriter<TKey, TValue>(StoreDefinition<TKey, TValue> definition, StoreCalls<TKey, TValue> calls, StorePath path) : IStoreWriter
    where TKey : notnull
    where TValue : class
{
    public string Name => definition.Name;

    public ReadableWrite? Read(JournalRecord record, JournalBody body, out string problem)
    {
        problem = "";
        if (!path.TryReadBare<TKey>(body.Key, out var key))
        {
            problem = $"Its key can't be read as {typeof(TKey).Name}.";
            return null;
        }

        TValue? value = null;
        var isRead = body.Operation == RecordOperation.Delete || (path.TryRead(record.Name, body.Frame, out value) && value is not null);
        if (isRead) return new Readable(record, new StoreWrite<TKey, TValue>(key, value, record.Version));
        problem = $"Its value can't be read as {typeof(TValue).Name}: it is damaged, or of another version of that type.";
        return null;
    }

    public async Task ApplyAsync(IReadOnlyList<ReadableWrite> writes, CancellationToken cancellationToken)
    {
        var writing = calls.WriteAsync([.. writes.Select(static write => ((Readable)write).Write)], cancellationToken);
        await calls.InTimeAsync(writing, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<long> HighestVersionAsync(CancellationToken cancellationToken) => calls.HighestVersionAsync(cancellationToken);

    public bool IsPassing(Exception failure) => definition.Options.IsTransient(failure);

    private sealed class Readable(JournalRecord record, StoreWrite<TKey, TValue> write) : ReadableWrite(record)
    {
        public StoreWrite<TKey, TValue> Write => write;
    }
}
