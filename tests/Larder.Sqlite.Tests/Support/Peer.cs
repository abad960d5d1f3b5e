using System.Diagnostics;

namespace Larder.Sqlite.Tests.Support;

/// <summary>Another process with a tier on the same file.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    public static Peer Start(string file, string? library = null, string? chooses = null, bool asNobody = false)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Larder.Sqlite.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        string[] drop = asNobody ? ["setpriv", "--reuid=65534", "--clear-groups"] : [];
        string[] command = [.. drop, program, PeerProgram.Argument, file];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (library is not null) start.Environment["PEER_LIBRARY"] = library;
        if (chooses is not null) start.Environment["PEER_CHOOSES"] = chooses;
        return new Peer(Process.Start(start)!);
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<string> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return answer ?? throw new InvalidOperationException("the peer ended");
    }

    /// <summary>Ends it as a crash does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        _process.Dispose();
    }
}
