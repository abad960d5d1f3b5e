using System.Reflection;
using System.Runtime.InteropServices;

namespace Larder.Sqlite.Storage;

/// <summary>Where the native SQLite is looked for, first name first: the operating system's, which it patches, then one that the application brings.</summary>
internal sealed class LibrarySearch(IReadOnlyList<string> candidates)
{
    /// <summary>The name under which an application brings its own library, and under which the managed side asks for it.</summary>
    public const string Bundled = "e_sqlite3";

    /// <summary>The names on this operating system.</summary>
    public static LibrarySearch ForThisSystem() => new(
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", Bundled]
        : OperatingSystem.IsMacOS() || OperatingSystem.IsIOS() ? ["libsqlite3.dylib", Bundled]
        : ["libsqlite3.so.0", "libsqlite3.so", Bundled]);

    /// <summary>The names, in the order in which they are tried.</summary>
    public IReadOnlyList<string> Candidates => candidates;

    /// <summary>Loads, one after the other as they are asked for, the libraries that are there.</summary>
    /// <param name="beside">Native libraries of the application are looked for beside this assembly.</param>
    public IEnumerable<nint> LoadAll(Assembly beside)
    {
        foreach (var name in candidates)
            if (NativeLibrary.TryLoad(name, beside, null, out var library))
                yield return library;
    }
}
