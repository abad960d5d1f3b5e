using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Larder.Support;

/// <summary>
/// A redis-server process. A shell stands beside it and holds a pipe to this process: when the pipe breaks, because this process ended in whatever
/// way, the shell kills the server, even a stopped one, and removes its folder.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Stop = 19, Continue = 18, Kill9 = 9, Terminate = 15;
    private const string Script =
        "exec 2>/dev/null; redis-server \"$@\" >\"$LOG\" 2>&1 & echo $!; read -r keep; kill -9 $!; wait $!; [ -n \"$keep\" ] || rm -rf \"$PLACE\"";
    private readonly Process _shell;

    private ServerProcess(Process shell, int id) => (_shell, Id) = (shell, id);

    public int Id { get; }

    public bool HasEnded => NativeKill(Id, 0) != 0;

    public static async Task<ServerProcess> StartAsync(string folder, params string[] arguments)
    {
        if (!IsInstalled()) throw new InvalidOperationException("redis-server is missing. Install it and run again: sudo apt-get install -y redis-server");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["LOG"] = Path.Combine(folder, "output.log");
        start.Environment["PLACE"] = folder;
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in (string[])["-c", Script, "redis", .. arguments]) start.ArgumentList.Add(argument);
        var shell = Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
        var id = await shell.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The shell did not tell the server's id.");
        return new(shell, int.Parse(id, CultureInfo.InvariantCulture));
    }

    public void Kill() => NativeKill(Id, Kill9);

    public void AskToEnd() => NativeKill(Id, Terminate);

    public void Suspend() => NativeKill(Id, Stop);

    public void Resume() => NativeKill(Id, Continue);

    /// <summary>Until the server's process is gone; its folder stays.</summary>
    public async Task EndedAsync()
    {
        await Eventually.HoldsAsync(IsZombieOrGone);
        await _shell.StandardInput.WriteLineAsync("keep");
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    // Until the shell reaps it, an ended process is still known by its id.
    private bool IsZombieOrGone()
    {
        if (HasEnded) return true;
        try
        {
            var stat = File.ReadAllText($"/proc/{Id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return HasEnded;
        }
    }

    private static bool IsInstalled() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int id, int signal);
}
