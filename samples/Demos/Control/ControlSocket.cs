using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Demos.Control;

/// <summary>
/// Takes orders over a Unix domain socket that only this user may open: one line an order, any number of orders a connection. It lives in a folder of its own.
/// </summary>
internal sealed class ControlSocket : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("larder-demo-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Task, Socket> _open = [];
    private readonly Orders _orders;
    private Task _accepting = Task.CompletedTask;

    private ControlSocket(Orders orders) => _orders = orders;

    public string Path => System.IO.Path.Combine(_folder, "control");

    public static ControlSocket Listen(Orders orders)
    {
        var control = new ControlSocket(orders);
        control._listener.Bind(new UnixDomainSocketEndPoint(control.Path));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(control.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        control._listener.Listen();
        control._accepting = control.AcceptAsync();
        return control;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _open.Values) socket.Dispose();
        await Task.WhenAll(_open.Keys);
        Directory.Delete(_folder, recursive: true);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket caller;
            try
            {
                caller = await _listener.AcceptAsync(_ended.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            foreach (var done in _open.Keys.Where(task => task.IsCompleted)) _open.TryRemove(done, out _);
            _open[ServeAsync(caller)] = caller;
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        await Task.Yield();
        try
        {
            await using var stream = new NetworkStream(caller, ownsSocket: true);
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\n", AutoFlush = true };
            while (await reader.ReadLineAsync(_ended.Token) is { } line)
                foreach (var answer in await _orders.DoAsync(line)) await writer.WriteLineAsync(answer);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The caller went away, or we do.
        }
    }
}
