using System.Buffers;
using Larder.Resp.Connections;

namespace Larder.Resp.Client;

/// <summary>A connection of one's own, until it is disposed: for WATCH, and for what changes a connection. For one caller at a time.</summary>
public sealed class RespLease : IRespExecutor, IAsyncDisposable
{
    private readonly ConnectionKeeper _node;
    private readonly RespConnection _connection;
    private readonly LeasePool _pool;
    private bool _isChanged;
    private bool _isWatching;
    private bool _isReturned;

    internal RespLease((ConnectionKeeper Node, RespConnection Connection) leased, LeasePool pool)
    {
        (_node, _connection) = leased;
        _pool = pool;
    }

    internal RespConnection Connection => _connection;

    /// <inheritdoc/>
    public ValueTask<T> ExecuteAsync<T>(in Command command, Reply<T> reply, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isReturned, this);
        Note(command);
        return _connection.ExecuteAsync(command, reply, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadAsync(in Command command, IBufferWriter<byte> destination, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isReturned, this);
        return _connection.ReadAsync(command, destination, cancellationToken);
    }

    /// <summary>Collects commands for a transaction on this connection, after what it watches.</summary>
    public RespTransaction CreateTransaction() => new(this);

    /// <summary>Gives the connection back; it is closed if it is not as it was.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isReturned) return;
        _isReturned = true;
        if (_isChanged || _isWatching || _connection.InFlight > 0) await _connection.DisposeAsync().ConfigureAwait(false);
        else await _pool.ReturnAsync(_node, _connection).ConfigureAwait(false);
    }

    /// <summary>EXEC was answered: nothing is watched any more.</summary>
    internal void Unwatch() => _isWatching = false;

    private static bool IsAboutClient(string name) =>
        name.StartsWith("CLIENT", StringComparison.OrdinalIgnoreCase) && name.ToUpperInvariant() is not ("CLIENT ID" or "CLIENT INFO" or "CLIENT LIST" or "CLIENT KILL");

    // What changes a connection for good, such as SELECT or CLIENT TRACKING, must not be found by the next who leases it.
    private void Note(in Command command)
    {
        if (command.Name.Equals("WATCH", StringComparison.OrdinalIgnoreCase)) _isWatching = true;
        else if (command.Name.Equals("UNWATCH", StringComparison.OrdinalIgnoreCase)) return;
        else _isChanged |= (command.Traits & CommandTraits.Connection) != 0 || IsAboutClient(command.Name);
    }
}
