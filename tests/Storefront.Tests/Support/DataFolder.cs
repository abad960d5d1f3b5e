using System.Text;
using Microsoft.Data.Sqlite;

namespace Storefront.Tests.Support;

/// <summary>A folder for the data of one or several shops; gone with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("storefront-").FullName;

    public string Database => System.IO.Path.Combine(Path, "storefront.db");

    public string CacheFile => System.IO.Path.Combine(Path, "cache.db");

    /// <summary>All bytes of the cache's file and its log, one character each.</summary>
    public async Task<string> CacheTextAsync() => await ReadAsync(CacheFile) + await ReadAsync(CacheFile + "-wal");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }

    private static async Task<string> ReadAsync(string file)
    {
        try
        {
            return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
        catch (FileNotFoundException)
        {
            return ""; // The log goes with the last connection.
        }
    }
}
