using Larder.Validity;
using SQLitePCL;

namespace Larder.Sqlite.Storage;

/// <summary>
/// A prepared command. Its connection keeps it; a caller binds, steps, reads columns and disposes, which makes it ready for the next caller.
/// Parameters count from one, columns from zero, as SQLite has it.
/// </summary>
internal sealed class Statement(FileConnection connection, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 768;

    /// <summary>Binds a number; null binds NULL.</summary>
    public Statement Bind(int parameter, long? value)
    {
        connection.Check(value is { } number ? raw.sqlite3_bind_int64(handle, parameter, number) : raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    /// <summary>Binds bytes; none bind an empty blob, not NULL.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> bytes)
    {
        connection.Check(raw.sqlite3_bind_blob(handle, parameter, bytes));
        return this;
    }

    /// <summary>Binds the bytes of a version.</summary>
    public Statement Bind(int parameter, SlotVersion version)
    {
        Span<byte> bytes = stackalloc byte[SlotVersion.Size];
        version.Write(bytes);
        return Bind(parameter, bytes);
    }

    /// <summary>Binds a name.</summary>
    public Statement Bind(int parameter, string name)
    {
        var most = NameText.MaxBytes(name);
        Span<byte> bytes = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = NameText.Write(name, bytes);

        // An empty span would bind NULL.
        connection.Check(length == 0 ? raw.sqlite3_bind_text(handle, parameter, "") : raw.sqlite3_bind_text(handle, parameter, bytes[..length]));
        return this;
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        throw connection.Fault(code);
    }

    /// <summary>Runs a command that gives no rows; returns how many rows it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return connection.Changes;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Name(int column) => NameText.Read(Bytes(column));

    /// <summary>The bytes of a column, good until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Ready for the next use; the connection closes it.</summary>
    public void Dispose()
    {
        // Both repeat the error of the last step, which has been thrown already.
        _ = raw.sqlite3_reset(handle);
        _ = raw.sqlite3_clear_bindings(handle);
    }

    /// <summary>Called by the connection when it closes.</summary>
    public void Close() => handle.Dispose();
}
