using Larder.Tiers;
using SQLitePCL;

namespace Larder.Sqlite.Storage;

/// <summary>SQLite answered with an error. It never leaves this assembly: the store turns it into a <see cref="TierException"/>.</summary>
/// <param name="code">The extended result code.</param>
/// <param name="message">SQLite's own words.</param>
internal sealed class SqliteFault(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    private const int ShortRead = raw.SQLITE_IOERR | (2 << 8);

    private int Primary => code & 0xff;

    /// <summary>The file is no database, or a damaged one. A short read is one too: the file lost its end.</summary>
    public bool IsCorrupt => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB || code == ShortRead;

    /// <summary>Another connection holds a lock for longer than we wait.</summary>
    public bool IsBusy => Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The disk, or the bound of the file, has no room.</summary>
    public bool IsFull => Primary == raw.SQLITE_FULL;

    /// <summary>The file can be read but not written.</summary>
    public bool IsReadOnly => Primary == raw.SQLITE_READONLY;

    /// <summary>The connection is of no further use, though the file may be well: it was deleted, or the disk fails.</summary>
    public bool LosesConnection => Primary is raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_MISUSE or raw.SQLITE_NOMEM;

    /// <summary>What the caller of the tier gets to see.</summary>
    public TierException ToTier(string path)
    {
        if (IsBusy)
            return new(TierFailure.TimedOut, $"LAR246 {path} is locked by another program. It is tried again with each command.", this);
        if (IsFull)
            return new(TierFailure.Full, $"LAR244 {path} has no room, and evicting did not make enough. Raise Larder:Sqlite:MaxBytes, or free the disk.", this);
        if (IsReadOnly)
            return new(TierFailure.Refused, $"LAR214 {path} can't be written. What it holds is still read. Check the permissions of the file and of its directory.", this);
        if (IsCorrupt)
            return new(TierFailure.Unreachable, $"LAR215 {path} is damaged. It is moved aside and a new one is made.", this);
        return new(TierFailure.Unreachable, $"LAR241 {path} can't be opened or read. Check that its directory exists and belongs to this user.", this);
    }
}
