namespace Larder.Journal;

/// <summary>What a journal must know of the cache that it belongs to.</summary>
/// <param name="Prefix">In front of all names.</param>
/// <param name="Shards">How many shards; the same in all processes and for ever.</param>
/// <param name="MostRecords">How many records a shard takes.</param>
/// <param name="MostBytes">How many bytes of records a shard takes.</param>
/// <param name="Durability">What an acknowledged write must survive.</param>
public sealed record JournalSettings(string Prefix, int Shards, long MostRecords, long MostBytes, WriteDurability Durability);
