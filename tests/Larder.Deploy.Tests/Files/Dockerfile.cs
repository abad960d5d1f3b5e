using System.Text.Json;
using Larder.Deploy.Tests.Support;

namespace Larder.Deploy.Tests.Files;

/// <summary>The instructions of deploy/Dockerfile, continued lines joined, comments left out.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(IReadOnlyList<(string Name, string Text)> instructions) => Instructions = instructions;

    public IReadOnlyList<(string Name, string Text)> Instructions { get; }

    public static Dockerfile Read()
    {
        var lines = File.ReadAllLines(Deployment.PathOf("Dockerfile")).Where(line => !line.TrimStart().StartsWith('#') && line.Trim().Length > 0);
        var joined = string.Join('\n', lines).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        return new([.. joined.Select(line => line.Trim().Split(' ', 2)).Select(parts => (parts[0], parts[1].Trim()))]);
    }

    /// <summary>The texts of the instructions with this name.</summary>
    public IReadOnlyList<string> All(string name) => [.. Instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Text)];

    /// <summary>What stands behind CMD of the health check.</summary>
    public IReadOnlyList<string> HealthCheck()
    {
        var text = All("HEALTHCHECK").Single();
        return JsonSerializer.Deserialize<string[]>(text[text.IndexOf('[', StringComparison.Ordinal)..])!;
    }

    /// <summary>The instructions of the last stage: what runs.</summary>
    public IReadOnlyList<(string Name, string Text)> LastStage() => [.. Instructions.Skip(Instructions.ToList().FindLastIndex(instruction => instruction.Name == "FROM"))];
}
