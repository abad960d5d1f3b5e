using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Larder.Resp.Connections;
using Larder.Resp.Topology;

namespace Larder.Resp.Tracking;

/// <summary>For each server a tracked connection of its own, beside the one for everything else.</summary>
internal sealed class TrackedNodes(
    TrackingOptions options, ITopology topology, Func<EndPoint, ITrackingSink> sinks, Func<ConnectionOptions, IConnectionSink, ConnectionKeeper> make) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ConnectionKeeper, TrackedNode> _tracked = new();
    private readonly Lock _gate = new();
    private bool _ended;

    /// <summary>The tracked connection beside this one.</summary>
    public TrackedNode Beside(ConnectionKeeper node) => _tracked.TryGetValue(node, out var tracked) ? tracked : Add(node);

    /// <summary>
    /// Servers changed their places. A key that was absent here may be another server's now, who tells nobody; so every stream begins anew, and
    /// those to servers that are none any more end.
    /// </summary>
    public async Task RestartAsync()
    {
        foreach (var (node, tracked) in _tracked)
        {
            if (topology.Primaries.Contains(node)) tracked.Connection.Drop(new RespConnectionException("Servers have changed their places.", Delivery.MaybeExecuted));
            else if (_tracked.TryRemove(node, out _)) await tracked.Connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _ended = true;
        foreach (var tracked in _tracked.Values) await tracked.Connection.DisposeAsync().ConfigureAwait(false);
    }

    private TrackedNode Add(ConnectionKeeper node)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_tracked.TryGetValue(node, out var known)) return known;
            var sink = sinks(node.EndPoint);
            var adapter = new TrackingAdapter(sink, options.Mode, () => topology.IsInDoubt);
            var verify = node.Options.Verify;
            var connection = make(
                node.Options with
                {
                    Greeting = [.. node.Options.Greeting, Greeting()],
                    KeepAlive = options.ProofEvery,
                    Probe = options.ProofPrefix is { } prefix ? ProbeOf(node, prefix) : null,
                    GiveUpAfter = node.Options.Patience,
                    Verify = async (connection, endPoint, cancellationToken) =>
                    {
                        if (verify is not null) await verify(connection, endPoint, cancellationToken).ConfigureAwait(false);
                        if (connection is RespConnection { Server.Protocol: < 3 }) throw NotFollowing(endPoint);
                        adapter.Begin();
                    },
                },
                adapter);
            return _tracked[node] = new TrackedNode(connection, sink);
        }
    }

    // A key of the node's own slots, so that it need not say each time who has it; that would be an answer, too.
    private Command ProbeOf(ConnectionKeeper node, string prefix)
    {
        const int Tries = 1_000;
        for (var number = 0; ; number++)
        {
            var probe = new Command("EXISTS").Key(string.Create(CultureInfo.InvariantCulture, $"{prefix}{{{number}}}\u001fq"));
            if (number == Tries || ReferenceEquals(topology.NodeFor(probe), node)) return probe;
        }
    }

    // In RESP2 the server takes the command, and has no way to tell.
    private static RespServerException NotFollowing(EndPoint endPoint) => new(
        "NOTRACKING RESP2", $"{FailureText.Name(endPoint)} speaks RESP2 only, so it cannot tell of changes. Redis 6 and later speak RESP3.");

    private Command Greeting()
    {
        var command = new Command("CLIENT TRACKING").Arg("ON");
        if (options.Mode == TrackingMode.Read) return command;
        command = command.Arg("BCAST");
        foreach (var prefix in options.Prefixes) command = command.Arg("PREFIX").Arg(prefix);
        return command.Arg("NOLOOP");
    }
}
