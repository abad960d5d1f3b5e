using Microsoft.Data.Sqlite;

namespace Storefront.Tests.Support;

/// <summary>A folder for the data of one or several shops; gone with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("storefront-").FullName;

    public string Database => System.IO.Path.Combine(Path, "storefront.db");

    public string CacheFile => System.IO.Path.Combine(Path, "cache.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
