using System.Diagnostics;
using System.Runtime.InteropServices;
using Larder.Chaos.Protocol;
using Larder.Chaos.Source;

namespace Larder.Chaos.Fleet;

/// <summary>A worker, seen from its parent.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private const int Stop = 19, Continue = 18;
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private WorkerProcess(Process process, int number, ReportLink link) => (_process, Number, Link) = (process, number, link);

    public int Number { get; }

    public ReportLink Link { get; }

    public static async Task<WorkerProcess> StartAsync(WorkerSettings settings, SourceServer server)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[ProgramPath(), .. settings.ToArguments()]) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.BeginOutputReadLine();
        var deadline = Stopwatch.StartNew();
        ReportLink? link;
        while ((link = server.LinkOf(settings.Process)) is null)
        {
            if (process.HasExited || deadline.Elapsed > StartsWithin) throw new InvalidOperationException($"Worker {settings.Process} did not call.");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
        return new(process, settings.Process, link);
    }

    public async Task<Operation> OrderAsync(OrderKind kind, int number = 0, CancellationToken cancellationToken = default) =>
        await Link.OrderAsync(kind, number, cancellationToken);

    /// <summary>SIGSTOP.</summary>
    public void Suspend() => _ = NativeKill(_process.Id, Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => _ = NativeKill(_process.Id, Continue);

    /// <summary>kill -9.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // The program as it was built, with all that it needs beside it: who uses it as a library may have another framework.
    internal static string ProgramPath()
    {
        var own = typeof(WorkerProcess).Assembly.Location;
        var folder = new DirectoryInfo(Path.GetDirectoryName(own)!);
        var built = Path.Combine(folder.Parent?.Parent?.FullName ?? "", "Larder.Chaos", folder.Name, Path.GetFileName(own));
        return File.Exists(built) ? built : own;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int id, int signal);
}
