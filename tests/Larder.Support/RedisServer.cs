using System.Globalization;

namespace Larder.Support;

/// <summary>
/// A real redis-server of our own, in a folder and on a port of its own: it can be killed, stopped, resumed and started again on the same port. Tests
/// reach it past the client that they test through its unix socket, whatever TLS or proxies stand before its port.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly PortLease _port = PortLease.Take();
    private readonly string[] _settings;
    private readonly bool _isSentinel;
    private ServerProcess? _process;

    private RedisServer(string[] settings, bool isSentinel)
    {
        _settings = settings;
        _isSentinel = isSentinel;
        Folder = Directory.CreateTempSubdirectory("larder-redis-").FullName;
    }

    public string Host => "127.0.0.1";

    public int Port => _port.Number;

    public string EndPoint => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The id of its process; 0 while it does not run.</summary>
    public int ProcessId => _process?.Id ?? 0;

    public string Url => $"redis://{EndPoint}";

    public string Folder { get; }

    public string SocketPath => Path.Combine(Folder, "redis.sock");

    /// <summary>What the server wrote about itself.</summary>
    public string Log => File.Exists(LogPath) ? File.ReadAllText(LogPath) : "";

    /// <summary>The password that <see cref="CallAsync"/> sends; what stands behind <c>requirepass</c> in the settings, or null.</summary>
    public string? AdminPassword => _settings.FirstOrDefault(line => line.StartsWith("requirepass ", StringComparison.Ordinal))?["requirepass ".Length..];

    private string LogPath => Path.Combine(Folder, "output.log");

    private string ConfigPath => Path.Combine(Folder, "redis.conf");

    /// <summary>Starts a server with these lines of configuration and waits until it answers. Nothing is kept on disk unless a line says so.</summary>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = Prepare(settings);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A server that has its port and its folder and does not run yet: <see cref="StartAgainAsync()"/> starts it.</summary>
    public static RedisServer Prepare(params string[] settings) => new(settings, isSentinel: false);

    /// <summary>A sentinel that does not run yet. Each start begins with these lines: it knows nothing from before.</summary>
    public static RedisServer PrepareSentinel(params string[] settings) => new(settings, isSentinel: true);

    /// <summary>Starts it, also after <see cref="KillAsync"/> or <see cref="StopAsync"/>, on the same port and in the same folder.</summary>
    public Task StartAgainAsync() => StartAgainAsync([]);

    internal async Task StartAgainAsync(string[] more)
    {
        if (_isSentinel || !File.Exists(ConfigPath)) await File.WriteAllLinesAsync(ConfigPath, [.. Standard(), .. _settings, .. more]);
        _process = await ServerProcess.StartAsync(Folder, _isSentinel ? [ConfigPath, "--sentinel"] : [ConfigPath]);
        await Eventually.HoldsAsync(AnswersAsync);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.Kill();
        await EndAsync(process);
    }

    /// <summary>Asks it to end, as a service's stop does.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process) return;
        process.AskToEnd();
        await EndAsync(process);
    }

    /// <summary>SIGSTOP: it holds its connections and answers nothing.</summary>
    public void Suspend() => _process?.Suspend();

    /// <summary>SIGCONT.</summary>
    public void Resume() => _process?.Resume();

    /// <summary>One command from outside, over the unix socket and a connection of its own; an error reply is thrown.</summary>
    public async Task<object?> CallAsync(params string[] command)
    {
        await using var client = await OpenAsync();
        return await client.CallAsync(command);
    }

    /// <summary>The reply of <see cref="CallAsync"/> as text; empty for null.</summary>
    public async Task<string> TextAsync(params string[] command) => Convert.ToString(await CallAsync(command), CultureInfo.InvariantCulture) ?? "";

    /// <summary>A connection from outside, over the unix socket, for many commands.</summary>
    public async Task<RawClient> OpenAsync()
    {
        var client = await RawClient.ConnectAsync(SocketPath);
        if (AdminPassword is { } password) await client.CallAsync("AUTH", password);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
        _port.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private async Task EndAsync(ServerProcess process)
    {
        await process.EndedAsync();
        await process.DisposeAsync();
        _process = null;
        File.Delete(SocketPath);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process is null or { HasEnded: true }) throw new InvalidOperationException($"The server ended: {Log}");
        try
        {
            await using var client = await RawClient.ConnectAsync(SocketPath);
            await client.CallAsync("PING");
            return true;
        }
        catch (RawErrorException e)
        {
            return e.Message.StartsWith("NOAUTH", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private IEnumerable<string> Standard()
    {
        var port = _settings.Any(line => line.StartsWith("port ", StringComparison.Ordinal)) ? [] : new[] { $"port {Port}" };
        string[] lines = [.. port, "bind 127.0.0.1", $"dir {Folder}", "daemonize no", $"unixsocket {SocketPath}", "unixsocketperm 700"];
        return _isSentinel ? lines : [.. lines, "save \"\"", "appendonly no", "repl-diskless-sync-delay 0", "repl-ping-replica-period 1"];
    }
}
