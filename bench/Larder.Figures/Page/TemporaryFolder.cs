namespace Larder.Figures.Page;

/// <summary>A folder for one run: the shop's database is made once in it, the cache's file anew for each process that asks for one.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("larder-figures-").FullName;

    public string Root { get; }

    public string DataDirectory => Path.Combine(Root, "data");

    public string NewCacheFile() => Path.Combine(Root, $"cache-{Guid.NewGuid():n}.db");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
