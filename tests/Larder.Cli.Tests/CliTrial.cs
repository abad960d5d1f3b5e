namespace Larder.Cli.Tests;

/// <summary>Where and how the command is started.</summary>
/// <param name="Folder">Its working directory, and where it looks for applications.</param>
internal sealed record CliTrial(string Folder)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string Input { get; init; } = "";
}
