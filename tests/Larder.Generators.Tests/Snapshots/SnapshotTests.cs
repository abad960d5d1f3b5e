using Larder.Generators.Tests.Compiling;

namespace Larder.Generators.Tests.Snapshots;

/// <summary>
/// The generated code, exactly as it is. Each case is two files: what is written, <c>*.txt</c>, and what is made of it, <c>*.made.txt</c>. Where the new code is
/// right, copy it from the folder that the failure names.
/// </summary>
public class SnapshotTests
{
    [Theory]
    [InlineData("Reads")]
    [InlineData("Writes")]
    [InlineData("Batches")]
    [InlineData("Passing")]
    [InlineData("ClassOfGeneric")]
    public void The_generated_code_is_what_the_snapshot_shows(string name)
    {
        var compiled = Compile.Source(Read($"{name}.txt")).Clean();

        var made = string.Join("\n", compiled.Files.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(static file => $"// {file.Key}\n{file.Value}"));
        if (made == Read($"{name}.made.txt")) return;
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "Made")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.made.txt"), made);
        Assert.Fail($"The code differs from Snapshots/{name}.made.txt. It is in {folder}:{Environment.NewLine}{made}");
    }

    private static string Read(string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Snapshots", file);
        return File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
    }
}
