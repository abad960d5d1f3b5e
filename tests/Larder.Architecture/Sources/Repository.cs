namespace Larder.Architecture.Sources;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "artifacts", "bin", "obj", "data", ".larder", "node_modules", "TestResults"];
    private static readonly Lazy<IReadOnlyList<ProjectFile>> AllProjects = new(ReadProjects);
    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources = new(ReadSources);

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IReadOnlyList<ProjectFile> Projects => AllProjects.Value;

    public static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>The files with this ending, relative to the root, with slashes, in a stable order.</summary>
    public static IEnumerable<string> Files(string ending) =>
        Walk(Root).Where(path => path.EndsWith(ending, StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(string directory) =>
        Directory.EnumerateFiles(directory).Concat(
            Directory.EnumerateDirectories(directory)
                .Where(child => !NotOurs.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static List<ProjectFile> ReadProjects() =>
        [.. Files(".csproj").Select(path => ProjectFile.Parse(path, Read(path)))];

    // The nearest project above a file is the one that compiles it.
    private static IReadOnlyList<SourceFile> ReadSources()
    {
        var nearestFirst = Projects.OrderByDescending(project => project.Folder.Length).ToArray();
        return
        [
            .. from path in Files(".cs").AsParallel().AsOrdered()
               let project = nearestFirst.FirstOrDefault(project => path.StartsWith(project.Folder + "/", StringComparison.Ordinal))
               where project is not null
               select SourceFile.Parse(path, Read(path), project.Folder),
        ];
    }

    private static string FindRoot(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Larder.slnx"))) return directory.FullName;
        throw new InvalidOperationException($"Larder.slnx is in no folder above {start}.");
    }
}
