using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Larder.Chaos.Protocol;

namespace Larder.Chaos.Source;

/// <summary>Where workers ask for the truth, report what they did and take orders.</summary>
public sealed class SourceServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<int, ReportLink> _links = [];
    private readonly ConcurrentDictionary<Socket, Task> _serving = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly HistoryLog _history;
    private readonly Task _accepting;

    private SourceServer(CommitLog commits, HistoryLog history)
    {
        (Commits, _history) = (commits, history);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    public CommitLog Commits { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static SourceServer Open(CommitLog commits, HistoryLog history) => new(commits, history);

    /// <summary>The link of a worker; null until it has called, and after it has gone.</summary>
    public ReportLink? LinkOf(int process) => _links.GetValueOrDefault(process);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var socket in _serving.Keys) socket.Dispose();
        await Task.WhenAll(_serving.Values);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_ended.Token);
                socket.NoDelay = true;
                _serving[socket] = ServeAsync(socket);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            var first = new byte[1];
            await stream.ReadExactlyAsync(first);
            if (first[0] == Wire.Questions) await AnswerAsync(stream);
            else await ListenAsync(stream);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // A worker that was killed, or the end of the run.
        }
        finally
        {
            _serving.TryRemove(socket, out _);
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var question = new byte[Wire.OrderSize];
        var answer = new byte[Wire.AnswerSize];
        while (true)
        {
            await stream.ReadExactlyAsync(question);
            var (kind, key) = Wire.ReadOrder(question);
            BinaryPrimitives.WriteInt64LittleEndian(answer, (QuestionKind)kind == QuestionKind.Commit ? Commits.Commit(key) : Commits.Read(key));
            await stream.WriteAsync(answer);
        }
    }

    private async Task ListenAsync(NetworkStream stream)
    {
        var number = new byte[4];
        await stream.ReadExactlyAsync(number);
        var process = BinaryPrimitives.ReadInt32LittleEndian(number);
        var link = new ReportLink(stream, _history);
        _links[process] = link;
        try
        {
            await link.ReadAsync();
        }
        finally
        {
            _links.TryRemove(process, out _);
            link.Ended();
        }
    }
}
