using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Larder.Support;

/// <summary>
/// A real PostgreSQL of our own, in a folder and on a port of its own. A shell stands beside it and holds a pipe to this process: when the pipe breaks,
/// because this process ended in whatever way, the shell ends the server and removes its folder.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Stop = 19, Continue = 18;

    // PostgreSQL does not run as root; then it runs as the user that its package made. QUIT ends it at once, as if the power had gone, with its children.
    private const string Script =
        """
        exec 2>>"$PLACE/log"
        as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        [ "$(id -u)" = 0 ] && chown postgres "$PLACE"
        [ -e "$PLACE/data" ] || as "$BIN/initdb" -D "$PLACE/data" -A trust -U postgres -E UTF8 --locale=C --no-sync >>"$PLACE/log" || exit 1
        as "$BIN/postgres" -D "$PLACE/data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$PLACE" \
          -c fsync=off -c full_page_writes=off -c max_connections=200 >>"$PLACE/log" &
        read -r keep
        kill -QUIT "$(head -1 "$PLACE/data/postmaster.pid")"
        wait
        [ -n "$keep" ] || rm -rf "$PLACE"
        """;

    private readonly PortLease _port = PortLease.Take();
    private readonly string _folder = Directory.CreateTempSubdirectory("larder-postgres-").FullName;
    private Process? _shell;

    private PostgresServer()
    {
        // Others must be let in: the server runs as another user.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port.Number};Username=postgres;Database=postgres;Timeout=30;Command Timeout=60");

    /// <summary>What the server wrote about itself.</summary>
    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    private string LogPath => Path.Combine(_folder, "log");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it after <see cref="KillAsync"/>, with its data, on the same port.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.Environment["BIN"] = Binaries();
        start.Environment["PLACE"] = _folder;
        start.Environment["PORT"] = _port.Number.ToString(CultureInfo.InvariantCulture);
        start.Environment["LC_ALL"] = "C";
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        _shell = Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
        await Eventually.HoldsAsync(Answers, TimeSpan.FromSeconds(60), "PostgreSQL answers");
    }

    /// <summary>Ends it as if the power had gone.</summary>
    public async Task KillAsync()
    {
        if (_shell is not { } shell) return;
        await shell.StandardInput.WriteLineAsync("keep");
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
        _shell = null;
    }

    /// <summary>SIGSTOP for the server and all that it has started: it holds its connections and answers nothing.</summary>
    public void Suspend() => Signal(Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Signal(Continue);

    public async ValueTask DisposeAsync()
    {
        if (_shell is { } shell)
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            shell.Dispose();
        }
        else if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        _port.Dispose();
    }

    // Ready is told by a file, so that no client library is needed here.
    private bool Answers()
    {
        if (_shell is null or { HasExited: true }) throw new InvalidOperationException($"PostgreSQL ended: {Log}");
        var file = Path.Combine(_folder, "data", "postmaster.pid");
        try
        {
            if (!File.Exists(file) || File.ReadLines(file).ElementAtOrDefault(7)?.Trim() != "ready") return false;
            using var socket = new TcpClient("127.0.0.1", _port.Number);
            return true;
        }
        catch (Exception error) when (error is IOException or SocketException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Signal(int signal)
    {
        var server = int.Parse(File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        foreach (var process in Process.GetProcesses().Where(process => process.Id == server || ParentOf(process.Id) == server)) NativeKill(process.Id, signal);
    }

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string Binaries() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : []).OrderDescending(StringComparer.Ordinal)
            .Select(static version => Path.Combine(version, "bin")).FirstOrDefault(static bin => File.Exists(Path.Combine(bin, "initdb")))
        ?? throw new InvalidOperationException("PostgreSQL is missing. Install it and run again: sudo apt-get install -y postgresql");

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int id, int signal);
}
