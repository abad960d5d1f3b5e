namespace Larder.Journal;

/// <summary>Applies records of one store to its database.</summary>
internal interface IStoreWriter
{
    /// <summary>The store's name in records.</summary>
    string Name { get; }

    /// <summary>Reads a record; null with the reason when it can't be read.</summary>
    ReadableWrite? Read(JournalRecord record, JournalBody body, out string problem);

    /// <summary>Writes them in one call of the store. Each key once.</summary>
    Task ApplyAsync(IReadOnlyList<ReadableWrite> writes, CancellationToken cancellationToken);

    /// <summary>The largest version in the database; 0 if the store can't tell.</summary>
    ValueTask<long> HighestVersionAsync(CancellationToken cancellationToken);

    /// <summary>Whether the failure will pass, so that the same write may succeed later.</summary>
    bool IsPassing(Exception failure);
}
