namespace Larder.Journal;

/// <summary>What may be pending.</summary>
/// <param name="Shard">Its shard.</param>
/// <param name="Name">The name of the entry's slot.</param>
public readonly record struct PendingName(int Shard, string Name);
