namespace Larder.Journal;

/// <summary>The records of a shard are gone: somebody emptied the server, or it came back without its data. Those who implement a journal throw it.</summary>
/// <param name="shard">The shard.</param>
public sealed class JournalLostException(int shard) : Exception($"The records of shard {shard} are gone.")
{
    /// <summary>The shard.</summary>
    public int Shard => shard;
}
