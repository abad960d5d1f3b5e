using System.Collections.Concurrent;
using System.Net;
using Larder.Resp.Connections;
using Larder.Resp.Topology;

namespace Larder.Resp.Tracking;

/// <summary>For each server a tracked connection of its own, beside the one for everything else.</summary>
internal sealed class TrackedNodes(TrackingOptions options, Func<EndPoint, ITrackingSink> sinks, Func<ConnectionOptions, IConnectionSink, ConnectionKeeper> make) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ConnectionKeeper, ConnectionKeeper> _tracked = new();
    private readonly Lock _gate = new();
    private bool _ended;

    /// <summary>The tracked connection beside this one.</summary>
    public ConnectionKeeper Beside(ConnectionKeeper node) => _tracked.TryGetValue(node, out var tracked) ? tracked : Add(node);

    /// <summary>
    /// Servers changed their places. A key that was absent here may be another server's now, who tells nobody; so every stream begins anew, and
    /// those to servers that are none any more end.
    /// </summary>
    public async Task RestartAsync(ITopology topology)
    {
        foreach (var (node, tracked) in _tracked)
        {
            if (topology.Primaries.Contains(node)) tracked.Drop(new RespConnectionException("Servers have changed their places.", Delivery.MaybeExecuted));
            else if (_tracked.TryRemove(node, out _)) await tracked.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _ended = true;
        foreach (var tracked in _tracked.Values) await tracked.DisposeAsync().ConfigureAwait(false);
    }

    private ConnectionKeeper Add(ConnectionKeeper node)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_tracked.TryGetValue(node, out var known)) return known;
            var adapter = new TrackingAdapter(sinks(node.EndPoint), options.Mode);
            var verify = node.Options.Verify;
            var tracked = make(
                node.Options with
                {
                    Greeting = [.. node.Options.Greeting, Greeting()],
                    KeepAlive = options.ProofEvery,
                    GiveUpAfter = node.Options.Patience,
                    Verify = async (connection, endPoint, cancellationToken) =>
                    {
                        if (verify is not null) await verify(connection, endPoint, cancellationToken).ConfigureAwait(false);
                        adapter.Begin();
                    },
                },
                adapter);
            _tracked[node] = tracked;
            return tracked;
        }
    }

    private Command Greeting()
    {
        var command = new Command("CLIENT TRACKING").Arg("ON");
        if (options.Mode == TrackingMode.Read) return command;
        command = command.Arg("BCAST");
        foreach (var prefix in options.Prefixes) command = command.Arg("PREFIX").Arg(prefix);
        return command.Arg("NOLOOP");
    }
}
