using System.Runtime.InteropServices;
using SQLitePCL;

namespace Storefront.Store;

/// <summary>
/// The native SQLite of this process, one for the database and the cache's file: the operating system's, which it patches; where there is none,
/// the one that the shop brings.
/// </summary>
internal static class SqliteLibrary
{
    private const string Bundled = "e_sqlite3";

    // Once in a process, however many shops run in it.
    private static readonly Lazy<bool> Bound = new(Choose);

    /// <summary>Chooses the library, before anything opens a file.</summary>
    public static void Bind() => _ = Bound.Value;

    private static bool Choose()
    {
        var assembly = typeof(SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.SetDllImportResolver(assembly, static (name, beside, _) => name == Bundled ? Load(beside) : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Load(System.Reflection.Assembly beside)
    {
        foreach (var name in (string[])["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll", Bundled])
            if (NativeLibrary.TryLoad(name, beside, null, out var library))
                return library;

        return 0;
    }
}
