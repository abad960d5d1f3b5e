using System.Diagnostics;
using System.Text;

namespace Larder.Cli.Tests;

/// <summary>The command as a process, as a person or a script starts it.</summary>
internal sealed record CliRun(int Code, string Output, string Errors)
{
    private static readonly string[] Ours = ["LARDER_APP", "LARDER_REDIS", "LARDER_TOKEN", "REDIS_URL", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"];

    /// <summary>Where the command was built: what stands beside these tests is a copy that lacks what the tests' own framework brings.</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Larder.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Larder.Cli.dll"));

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CliRun> OfAsync(string folder, params string[] arguments) => OfAsync(new CliTrial(folder), arguments);

    public static async Task<CliRun> OfAsync(CliTrial trial, params string[] arguments)
    {
        using var process = Start(trial, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(trial.Input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(deadline.Token);
        return new CliRun(process.ExitCode, await output, await errors);
    }

    /// <summary>One that goes on until somebody ends it.</summary>
    public static Process Start(CliTrial trial, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false), WorkingDirectory = trial.Folder,
        };
        foreach (var argument in (string[])[Program, .. arguments]) start.ArgumentList.Add(argument);
        foreach (var name in Ours) start.Environment.Remove(name);

        // So that nothing is found which others run on this machine.
        start.Environment["XDG_RUNTIME_DIR"] = trial.Folder;
        start.Environment["TMPDIR"] = trial.Folder;
        foreach (var (name, value) in trial.Environment) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The command did not start.");
    }
}
