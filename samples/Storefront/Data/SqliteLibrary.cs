using SQLitePCL;

namespace Storefront.Data;

/// <summary>The native SQLite of this process.</summary>
internal static class SqliteLibrary
{
    public static void Bind() => raw.SetProvider(new SQLite3Provider_e_sqlite3());
}
