namespace Larder.Deploy.Tests.Support;

/// <summary>The folder deploy/ of the working tree that these tests were built from.</summary>
internal static class Deployment
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Folder { get; } = Path.Combine(Root, "deploy");

    public static string PathOf(string file) => Path.GetFullPath(file, Folder);

    private static string FindRoot(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Larder.slnx"))) return directory.FullName;
        throw new InvalidOperationException($"Larder.slnx is in no folder above {start}.");
    }
}
