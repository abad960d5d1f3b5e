using Larder.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Larder.Journal;

/// <summary>What all parts of one engine share.</summary>
internal sealed record EngineScope(
    IWriteJournal Journal, IReadOnlyDictionary<string, IStoreWriter> Stores, WriteBehindOptions Options, ILogger Logger, TimeProvider Time)
{
    public required Pauses Pauses { get; init; }

    public JournalTally Tally { get; } = new();

    /// <summary>The largest version known of each shard.</summary>
    public VersionFloor Floor { get; } = new(Options.Shards);

    /// <summary>Who this process is to the journal.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    /// <summary>An outage meets all shards: one line a minute tells of it.</summary>
    public LogPacer OutagePace { get; } = new(Time);

    /// <summary>The same for records that are gone.</summary>
    public LogPacer LossPace { get; } = new(Time);

    /// <summary>Called with the shard whose records are gone.</summary>
    public Action<int> Lost { get; set; } = static _ => { };
}
