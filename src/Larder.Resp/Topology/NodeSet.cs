using System.Net;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>The servers that connections are kept to, one keeper for each address.</summary>
/// <param name="template">How to connect to any of them.</param>
/// <param name="make">Makes the keeper of an address.</param>
internal sealed class NodeSet(ConnectionOptions template, Func<ConnectionOptions, ConnectionKeeper> make) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<EndPoint, ConnectionKeeper> _nodes = [];
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _ended = new();

    /// <summary>All that are kept now.</summary>
    public IReadOnlyList<ConnectionKeeper> All
    {
        get
        {
            lock (_lock) return [.. _nodes.Values];
        }
    }

    /// <summary>The keeper of an address, made if there is none. It connects when somebody first asks it to.</summary>
    public ConnectionKeeper Get(EndPoint endPoint)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended.IsCancellationRequested, this);
            if (!_nodes.TryGetValue(endPoint, out var node)) _nodes[endPoint] = node = make(template with { EndPoint = endPoint });
            return node;
        }
    }

    /// <summary>Has it connected in the background; a failure is its keeper's to tell.</summary>
    public void Connect(ConnectionKeeper node)
    {
        lock (_lock)
        {
            if (_ended.IsCancellationRequested || node.Current is not null) return;
            _running.RemoveWhere(static task => task.IsCompleted);
            _running.Add(ConnectAsync(node));
        }
    }

    /// <summary>Closes the connection of an address: at once, or when what is under way has had its time.</summary>
    public void Retire(ConnectionKeeper node, TimeSpan after)
    {
        lock (_lock)
        {
            if (_ended.IsCancellationRequested) return;
            if (_nodes.TryGetValue(node.EndPoint, out var known) && ReferenceEquals(known, node)) _nodes.Remove(node.EndPoint);
            _running.RemoveWhere(static task => task.IsCompleted);
            _running.Add(CloseAsync(node, after));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] left;
        lock (_lock)
        {
            if (_ended.IsCancellationRequested) return;
            _ended.Cancel();
            left = [.. _running, .. _nodes.Values.Select(static node => node.DisposeAsync().AsTask())];
            _nodes.Clear();
        }
        await Task.WhenAll(left).ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task ConnectAsync(ConnectionKeeper node)
    {
        await Task.Yield();
        try
        {
            await node.ConnectAsync(_ended.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RespException or OperationCanceledException or ObjectDisposedException)
        {
            // Its keeper goes on trying.
        }
    }

    private async Task CloseAsync(ConnectionKeeper node, TimeSpan after)
    {
        if (after > TimeSpan.Zero) await Task.Delay(after, template.Clock, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await node.DisposeAsync().ConfigureAwait(false);
    }
}
