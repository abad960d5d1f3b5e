namespace Larder.Versions;

/// <summary>
/// Entries of bytes that several instances change together, such as sessions. They are read where all instances see them, never from a copy in memory,
/// and replaced only if nobody changed them since: who loses reads again and merges. What ends a value of <see cref="ICache"/> ends these too: its
/// expiration, a removal of its key, its tags, a prefix or of everything, also between a read and the replacement that follows it.
/// </summary>
public interface IVersionedEntries
{
    /// <summary>What is under the key now.</summary>
    ValueTask<VersionedEntry> ReadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>The same; where nothing is, a removal by key too that happens from now on is told from nothing having happened.</summary>
    ValueTask<VersionedEntry> ClaimAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Puts this in the place of what was seen, if that is still there; what was absent must still be absent.</summary>
    ValueTask<VersionedOutcome> ReplaceAsync(VersionedEntry seen, VersionedWrite write, CancellationToken cancellationToken = default);

    /// <summary>Removes what was seen, if it is still there. To remove whatever is there, use <see cref="ICache.RemoveAsync(string, CancellationToken)"/>.</summary>
    ValueTask<VersionedOutcome> RemoveAsync(VersionedEntry seen, CancellationToken cancellationToken = default);
}
