using System.Collections.Concurrent;
using Larder.Resp.Connections;

namespace Larder.Resp.Client;

/// <summary>Connections for one caller at a time; some are kept for the next.</summary>
internal sealed class LeasePool : IAsyncDisposable
{
    private const int KeptPerNode = 8;

    private readonly ConcurrentDictionary<ConnectionKeeper, ConcurrentStack<RespConnection>> _free = new();
    private bool _ended;

    public async ValueTask<(ConnectionKeeper Node, RespConnection Connection)> TakeAsync(ConnectionKeeper node, CancellationToken cancellationToken)
    {
        if (_free.TryGetValue(node, out var free))
            while (free.TryPop(out var connection))
            {
                if (!connection.Closed.IsCompleted) return (node, connection);
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        return (node, await node.LeaseAsync(ConnectionUse.Leased, null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Keeps a connection that owes nothing and is as it was opened.</summary>
    public async ValueTask ReturnAsync(ConnectionKeeper node, RespConnection connection)
    {
        var free = _free.GetOrAdd(node, static _ => new ConcurrentStack<RespConnection>());
        if (_ended || free.Count >= KeptPerNode || connection.InFlight > 0 || connection.Closed.IsCompleted)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            return;
        }
        free.Push(connection);
        if (_ended) await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        foreach (var free in _free.Values)
            while (free.TryPop(out var connection)) await connection.DisposeAsync().ConfigureAwait(false);
    }
}
