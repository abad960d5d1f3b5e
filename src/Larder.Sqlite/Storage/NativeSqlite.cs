using System.Reflection;
using System.Runtime.InteropServices;
using Larder.Tiers;
using SQLitePCL;

namespace Larder.Sqlite.Storage;

/// <summary>
/// The native SQLite of this process, bound once. An application that has already chosen one keeps it: two libraries in one process
/// would not know of each other's file locks.
/// </summary>
public static class NativeSqlite
{
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED
    private const int OldestVersion = 3024000; // INSERT .. ON CONFLICT DO UPDATE
    private static readonly Assembly Managed = typeof(SQLite3Provider_e_sqlite3).Assembly;
    private static readonly Lock Gate = new();
    private static bool _bound;
    private static nint _library;
    private static FileControl? _fileControl;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int FileControl(nint connection, nint schema, int operation, ref int answer);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint VersionText();

    /// <summary>
    /// Makes SQLitePCLRaw use the SQLite of the operating system, or one that the application brings. Only for applications that open SQLite files
    /// of their own without a bundle package; call it before the first one.
    /// </summary>
    /// <exception cref="TierException">There is none; the text says what to install.</exception>
    public static void Use() => Bind(LibrarySearch.ForThisSystem());

    /// <summary>Binds the library, if that was not done yet.</summary>
    /// <exception cref="TierException">There is none; the text says what to install.</exception>
    internal static void Bind(LibrarySearch search)
    {
        if (Volatile.Read(ref _bound)) return;
        lock (Gate)
        {
            if (_bound) return;
            if (!IsChosen()) Choose(search);
            CheckAge();
            _fileControl = ControlOf(search.LoadAll(Managed).FirstOrDefault(IsInUse));
            Volatile.Write(ref _bound, true);
        }
    }

    /// <summary>Whether the file that this connection holds open is no longer the one at its path. False where that can't be told.</summary>
    internal static bool HasMoved(sqlite3 connection)
    {
        var answer = 0;
        return _fileControl is { } control
            && control(connection.DangerousGetHandle(), 0, HasMovedControl, ref answer) == raw.SQLITE_OK
            && answer != 0;
    }

    private static bool IsChosen()
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
        if (_library == 0) _library = search.LoadAll(Managed).FirstOrDefault();
        if (_library == 0) throw Missing(search);
        try
        {
            NativeLibrary.SetDllImportResolver(Managed, static (name, _, _) => name == LibrarySearch.Bundled ? _library : 0);
        }
        catch (InvalidOperationException)
        {
            // The application resolves the name itself, perhaps to another library than the one found here: its choice stands.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
    }

    // A connection of one library must not be handed to another. Two handles mean the same one if its version stands at the same address.
    private static bool IsInUse(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion", out var version)
        && Marshal.GetDelegateForFunctionPointer<VersionText>(version)() == AddressOf(raw.sqlite3_libversion());

    private static unsafe nint AddressOf(utf8z text)
    {
        fixed (byte* address = text) return (nint)address;
    }

    private static FileControl? ControlOf(nint library) =>
        library != 0 && NativeLibrary.TryGetExport(library, "sqlite3_file_control", out var control)
            ? Marshal.GetDelegateForFunctionPointer<FileControl>(control)
            : null;

    private static void CheckAge()
    {
        if (raw.sqlite3_libversion_number() >= OldestVersion) return;
        throw new TierException(TierFailure.Unreachable,
            $"LAR245 The SQLite library is {raw.sqlite3_libversion().utf8_to_string()}; 3.24 or later is needed. Values are kept in memory only. "
            + "Update it with the operating system, or add the package SQLitePCLRaw.lib.e_sqlite3 to the application.");
    }

    private static TierException Missing(LibrarySearch search) => new(
        TierFailure.Unreachable,
        $"LAR245 The SQLite library is not installed (looked for {string.Join(", ", search.Candidates)}). Values are kept in memory only. "
        + "Install it: apt-get install libsqlite3-0, apk add sqlite-libs, dnf install sqlite-libs; "
        + "or add the package SQLitePCLRaw.lib.e_sqlite3 to the application.");
}
