using Larder.Cli.Output;
using Larder.Cli.Targets;
using Larder.Inspection;

namespace Larder.Cli.Commands;

/// <summary>Which applications run here.</summary>
internal sealed class PsVerb() : Verb("ps", "The applications of this user on this machine that can be asked.")
{
    protected override Task<ExitCode> RunAsync(Call call)
    {
        // Their tokens are theirs.
        LocalApp[] running = [.. TargetFinder.Running(call.Terms).Select(static app => app with { Token = "" })];
        if (call.IsJson)
        {
            foreach (var app in running) JsonOutput.Write(call.Terminal, app, JsonOutput.Contracts.LocalApp);
            return Task.FromResult(ExitCode.Done);
        }

        var table = new Table("NAME", "PID", "SINCE", "ADDRESS");
        foreach (var app in running) table.Add(Words.Safe(app.Name), $"{app.ProcessId}", $"{app.StartedAt:yyyy-MM-dd HH:mm:ss}Z", Words.Safe(app.Url));
        if (running.Length > 0) table.Write(call.Terminal);
        else call.Terminal.Say("None. An application is found in Development, if it calls app.MapLarderAdmin().");
        return Task.FromResult(ExitCode.Done);
    }
}
