using System.Runtime.InteropServices;
using Larder.Tiers;
using SQLitePCL;

namespace Larder.Sqlite.Storage;

/// <summary>
/// The native SQLite of this process, bound once. An application that has already chosen one keeps it: two libraries in one process
/// would not know of each other's file locks.
/// </summary>
internal static class NativeSqlite
{
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED
    private static readonly Lock Gate = new();
    private static bool _bound;
    private static nint _library;
    private static FileControl? _fileControl;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FileControl(nint connection, nint schema, int operation, ref int answer);

    /// <summary>Binds the library, if that was not done yet.</summary>
    /// <exception cref="TierException">There is none; the text says what to install.</exception>
    public static void Bind(LibrarySearch search)
    {
        if (Volatile.Read(ref _bound)) return;
        lock (Gate)
        {
            if (_bound) return;
            if (!IsChosenByApplication()) Choose(search);
            Volatile.Write(ref _bound, true);
        }
    }

    /// <summary>Whether the file that this connection holds open is no longer the one at its path. False where that can't be told.</summary>
    public static bool HasMoved(sqlite3 connection)
    {
        var answer = 0;
        return _fileControl is { } control
            && control(connection.DangerousGetHandle(), 0, HasMovedControl, ref answer) == raw.SQLITE_OK
            && answer != 0;
    }

    private static bool IsChosenByApplication()
    {
        try
        {
            return raw.sqlite3_libversion_number() > 0;
        }
        catch (Exception error) when (error.GetType() == typeof(Exception) || error is DllNotFoundException)
        {
            return false; // SQLitePCLRaw throws a plain Exception as long as nobody has chosen.
        }
    }

    private static void Choose(LibrarySearch search)
    {
        var assembly = typeof(SQLite3Provider_e_sqlite3).Assembly;
        if (_library == 0) _library = search.Load(assembly);
        if (_library == 0) throw Missing(search);
        try
        {
            NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name == LibrarySearch.Bundled ? _library : 0);
            _fileControl = Marshal.GetDelegateForFunctionPointer<FileControl>(NativeLibrary.GetExport(_library, "sqlite3_file_control"));
        }
        catch (InvalidOperationException)
        {
            // The application resolves the name itself, perhaps to another library than the one found here: its choice stands.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    private static TierException Missing(LibrarySearch search) => new(
        TierFailure.Unreachable,
        $"LAR218 The SQLite library is not installed (looked for {string.Join(", ", search.Candidates)}). Values are kept in memory only. "
        + "Install it: apt-get install libsqlite3-0, apk add sqlite-libs, dnf install sqlite-libs; "
        + "or add the package SQLitePCLRaw.lib.e_sqlite3 to the application.");
}
