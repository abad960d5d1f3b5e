using Larder.Validity;

namespace Larder.Sqlite.Storage;

/// <summary>
/// One life of the file: from opening it to losing it. What was read in one life says nothing of the next, whose file may be another one.
/// </summary>
internal sealed class SqliteSession(StoreSettings settings, FileConnection writer, SlotVersion identity, long startsAt)
{
    private const int KeptReaders = 8;
    private readonly Stack<FileConnection> _readers = new();
    private readonly FileInfo _entry = new(settings.Path);
    private readonly Lock _gate = new();
    private bool _writerInUse;
    private bool _retired;

    /// <summary>The only connection that writes; the write queue's alone.</summary>
    public FileConnection Writer => writer;

    /// <summary>The identity that was drawn when the file was made.</summary>
    public SlotVersion Identity => identity;

    /// <summary>The last change in the file before anything of it was read: a follower starts here and misses nothing.</summary>
    public long StartsAt => startsAt;

    /// <summary>A connection for reading, from the pool or new. Give it back with <see cref="Return"/>, or dispose it after a fault.</summary>
    public FileConnection Rent()
    {
        lock (_gate)
        {
            if (_readers.TryPop(out var reader)) return reader;
        }

        return OpenReader();
    }

    /// <summary>Gives a reader back.</summary>
    public void Return(FileConnection reader)
    {
        lock (_gate)
        {
            if (!_retired && _readers.Count < KeptReaders)
            {
                _readers.Push(reader);
                return;
            }
        }

        reader.Dispose();
    }

    /// <summary>A connection of the caller's own, for reading.</summary>
    public FileConnection OpenReader()
    {
        var reader = FileConnection.Open(settings.Path, FileAccessMode.MustExist, settings.CommandTimeout);
        try
        {
            reader.Run("PRAGMA query_only = 1");
            if (SqliteSchema.ReadIdentity(reader) != identity) throw new SqliteFault(SQLitePCL.raw.SQLITE_CANTOPEN, "the file was replaced");
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file that this session holds open still is the one at the path. One that was cut to nothing counts as gone.</summary>
    /// <param name="through">The caller's own connection to it.</param>
    public bool IsAtPath(FileConnection through)
    {
        lock (_entry)
        {
            _entry.Refresh();
            if (!_entry.Exists || _entry.Length == 0) return false;
        }

        return !through.HasMoved;
    }

    /// <summary>Takes the writer for a transaction; false when the session is over.</summary>
    public bool TryEnterWriter()
    {
        lock (_gate) return _writerInUse = !_retired;
    }

    /// <summary>Gives the writer back, and closes it if the session ended meanwhile.</summary>
    public void ExitWriter()
    {
        lock (_gate)
        {
            _writerInUse = false;
            if (_retired) writer.Dispose();
        }
    }

    /// <summary>Ends the session. Whatever is in use is closed by its user when done.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_retired) return;
            _retired = true;
            if (!_writerInUse) writer.Dispose();
            while (_readers.TryPop(out var reader)) reader.Dispose();
        }
    }
}
