using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Larder.Support;

namespace Larder.Deploy.Tests.Running;

/// <summary>
/// The process that a service of a compose file would be. A shell stands beside it with a pipe to this process: when that breaks, the shell kills the server.
/// </summary>
internal sealed class LocalServer(string name, string host, int port, string folder) : IAsyncDisposable
{
    private const string Script = "\"$@\" >>\"$LOG\" 2>&1 & echo $!; read -r keep; kill -9 $! 2>/dev/null; wait $!";

    private Process? _shell;
    private int _id;

    public string Name => name;

    public string Host => host;

    public int Port => port;

    public string EndPoint => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    /// <summary>What the container has as /data.</summary>
    public string Folder => folder;

    public string SocketPath => Path.Combine(folder, "redis.sock");

    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    /// <summary>The password of the user admin; null: the server asks for none.</summary>
    public string? AdminPassword { get; init; }

    private string LogPath => Path.Combine(folder, "output.log");

    public async Task StartAsync(IEnumerable<string> command, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, name, .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["LOG"] = LogPath;
        foreach (var (variable, value) in variables) start.Environment[variable] = value;
        _shell = Process.Start(start)!;
        _id = int.Parse((await _shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await Eventually.HoldsAsync(AnswersAsync, what: $"{name} answers");
    }

    /// <summary>kill -9; its folder stays.</summary>
    public async Task KillAsync()
    {
        if (_shell is not { } shell) return;
        _shell = null;
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    /// <summary>A command of an administrator, over a connection of its own.</summary>
    public async Task<object?> CallAsync(params string[] command)
    {
        await using var client = await RawClient.ConnectAsync(SocketPath);
        if (AdminPassword is { } password) await client.CallAsync("AUTH", "admin", password);
        return await client.CallAsync(command);
    }

    public async Task<string> TextAsync(params string[] command) => Convert.ToString(await CallAsync(command), CultureInfo.InvariantCulture) ?? "";

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        if (HasEnded()) throw new InvalidOperationException($"{name} ended: {Log}");
        try
        {
            await using var client = await RawClient.ConnectAsync(SocketPath);
            await client.CallAsync("PING");
            return await HasLoadedAsync();
        }
        catch (RawErrorException refused)
        {
            // LOADING: it reads its file. NOAUTH: it has users.
            return refused.Message.StartsWith("NOAUTH", StringComparison.Ordinal) && await HasLoadedAsync();
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return false;
        }
    }

    private async Task<bool> HasLoadedAsync() => !(await TextAsync("INFO", "persistence")).Contains("\nloading:1", StringComparison.Ordinal);

    // Until the shell is told to, it does not reap the server.
    private bool HasEnded()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{_id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
