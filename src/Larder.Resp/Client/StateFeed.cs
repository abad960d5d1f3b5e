using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Larder.Resp.Connections;

namespace Larder.Resp.Client;

/// <summary>Tells each listener each change; a listener that does not keep up misses the oldest.</summary>
internal sealed class StateFeed : IStateSink
{
    private const int Held = 256;

    private readonly ConcurrentDictionary<Channel<RespStateChange>, bool> _listeners = new();

    public void Changed(RespStateChange change)
    {
        foreach (var listener in _listeners.Keys) listener.Writer.TryWrite(change);
    }

    // Heard from the call on, not from the first read on.
    public IAsyncEnumerable<RespStateChange> ListenAsync(CancellationToken cancellationToken)
    {
        var listener = Channel.CreateBounded<RespStateChange>(new BoundedChannelOptions(Held) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners.TryAdd(listener, true);
        return ReadAsync(listener, cancellationToken);
    }

    public void End()
    {
        foreach (var listener in _listeners.Keys) listener.Writer.TryComplete();
    }

    private async IAsyncEnumerable<RespStateChange> ReadAsync(Channel<RespStateChange> listener, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in listener.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return change;
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }
}
