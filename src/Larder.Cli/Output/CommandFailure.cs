namespace Larder.Cli.Output;

/// <summary>The command ends here, with these lines for the person and this number for the script.</summary>
internal sealed class CommandFailure(ExitCode code, string message, params string[] hints) : Exception(message)
{
    public ExitCode Code => code;

    /// <summary>What to do, a line each.</summary>
    public IReadOnlyList<string> Hints => hints;
}
