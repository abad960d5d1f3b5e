namespace Larder.Cli.Tests;

/// <summary>A folder of a test.</summary>
internal sealed class Place : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("larder-cli-").FullName;

    public string File => Path.Combine(Folder, "cache.db");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
