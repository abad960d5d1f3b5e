namespace Larder.Deploy.Tests.Support;

/// <summary>A folder of a test's own; gone with the test.</summary>
internal sealed class Folder(string prefix) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
