using SQLitePCL;

namespace Larder.Sqlite.Storage;

/// <summary>
/// One connection to the file, used by one thread at a time. Straight on SQLite's own calls: ADO.NET counts a timeout in whole seconds and
/// sleeps 150 ms at a time while the file is locked, which is longer than a command to the tier may take.
/// </summary>
internal sealed class FileConnection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _handle;

    private FileConnection(sqlite3 handle) => _handle = handle;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="access">Whether the file is made when it is missing.</param>
    /// <param name="busyFor">How long to wait for the locks of others.</param>
    public static FileConnection Open(string path, FileAccessMode access, TimeSpan busyFor)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (access == FileAccessMode.CreateIfMissing ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var connection = new FileConnection(handle);
        if (code != raw.SQLITE_OK)
        {
            var fault = connection.Fault(code);
            connection.Dispose();
            throw fault;
        }

        connection.BusyFor(busyFor);
        return connection;
    }

    /// <summary>How many rows the last command changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>No transaction is open; SQLite ends one by itself after some errors.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>SQLite opened the file for reading only, because it may not write it.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>Another file is at the path now, or none.</summary>
    public bool HasMoved => NativeSqlite.HasMoved(_handle);

    /// <summary>How long to wait for the locks of others.</summary>
    public void BusyFor(TimeSpan time) => Check(raw.sqlite3_busy_timeout(_handle, (int)time.TotalMilliseconds));

    /// <summary>A prepared command, from the second time on without parsing. Dispose it after use.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement)) return statement;
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var prepared));
        return _statements[sql] = new Statement(this, prepared);
    }

    /// <summary>Runs one command.</summary>
    public int Run(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Run();
    }

    /// <summary>The first number of the first row; null when there is none.</summary>
    public long? Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Number(0) : null;
    }

    /// <summary>Ends an open transaction without its changes, whatever SQLite thinks of it.</summary>
    public void Abandon()
    {
        if (IsIdle) return;
        try
        {
            Run("ROLLBACK");
        }
        catch (SqliteFault)
        {
            // Nothing was committed, and the caller has the fault that led here.
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Fault(code);
    }

    public SqliteFault Fault(int code)
    {
        var extended = raw.sqlite3_extended_errcode(_handle);
        return new((extended & 0xff) == (code & 0xff) ? extended : code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Close();
        _statements.Clear();
        _handle.Dispose();
    }
}
