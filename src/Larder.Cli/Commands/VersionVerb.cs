using Larder.Cli.Output;

namespace Larder.Cli.Commands;

/// <summary>Which version this is.</summary>
internal sealed class VersionVerb() : Verb("version", "Which version this is.")
{
    protected override Task<ExitCode> RunAsync(Call call)
    {
        call.Terminal.Line($"larder {typeof(VersionVerb).Assembly.GetName().Version?.ToString(3)} on .NET {Environment.Version}");
        return Task.FromResult(ExitCode.Done);
    }
}
