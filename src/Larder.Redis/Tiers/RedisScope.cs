using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Resp.Tracking;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>What all operations of one tier share: the client for writes, the tracked connections for reads, who waits, and the servers' clocks.</summary>
internal sealed class RedisScope : IAsyncDisposable
{
    // Its key tells a cluster which node's clock is asked for.
    private static readonly RespScript AskTime = new("return redis.call('TIME')", CommandTraits.Reads);

    private readonly ConcurrentDictionary<EndPoint, NodeStream> _streams = new();

    public RedisScope(RespClient client, IChangeSink sink, TimeProvider time, TimeSpan bound)
    {
        Client = client;
        Clock = new MonotonicClock(time);
        Tracking = client.Track(
            endPoint => _streams.GetOrAdd(endPoint, _ => new NodeStream(sink, Waiters, Clock)), new TrackingOptions { ProofEvery = bound / 4 });
        NoTicket = new InstallTicket(new Watch(sink), -1, 0);
    }

    public RespClient Client { get; }

    public RespTracking Tracking { get; }

    public SlotWaiters Waiters { get; } = new();

    public MonotonicClock Clock { get; }

    /// <summary>One that is always refused.</summary>
    public InstallTicket NoTicket { get; }

    /// <summary>Every server's stream that there was.</summary>
    public IEnumerable<NodeStream> Streams => _streams.Values;

    /// <summary>Reads over the tracked connection, and beside it asks for the time if that is due: one round trip.</summary>
    public async ValueTask<Tracked<T>> ReadAsync<T>(Command command, string key, Reply<T> reply, CancellationToken cancellationToken)
    {
        var stream = StreamFor(key);
        if (stream.Time?.IsFresh(Clock.Now) == true || !stream.TryBeginAsking())
            return await Tracking.ExecuteAsync(command, reply, cancellationToken).ConfigureAwait(false);
        try
        {
            var reading = Tracking.ExecuteAsync(command, reply, cancellationToken).AsTask();
            await Task.WhenAll(reading, AskAsync(key, cancellationToken)).ConfigureAwait(false);
            return await reading.ConfigureAwait(false);
        }
        finally
        {
            stream.EndAsking();
        }
    }

    /// <summary>The clock of the server that has this key, as it was some seconds ago at most.</summary>
    public ValueTask<ServerTime> TimeAsync(string key, CancellationToken cancellationToken) => TimeAsync(key, StreamFor(key), cancellationToken);

    /// <summary>The clock of the server of this stream, as it was some seconds ago at most.</summary>
    public async ValueTask<ServerTime> TimeAsync(string key, NodeStream stream, CancellationToken cancellationToken) =>
        stream.Time is { } known && known.IsUsable(Clock.Now) ? known : await AskAsync(key, cancellationToken).ConfigureAwait(false);

    private NodeStream StreamFor(string key) => (NodeStream)Tracking.SinkFor(key);

    public ValueTask DisposeAsync()
    {
        Waiters.WakeAll();
        return Tracking.DisposeAsync();
    }

    private async Task<ServerTime> AskAsync(string key, CancellationToken cancellationToken)
    {
        var askedAt = Clock.Now;
        var answer = await Tracking.ExecuteAsync(
            new Command("EVAL").Arg(AskTime.Text).Arg(1).Key(key).With(AskTime.Traits), Replies.Texts, cancellationToken).ConfigureAwait(false);
        var (seconds, microseconds) = (Number(answer.Value[0]), Number(answer.Value[1]));
        var time = new ServerTime((seconds * 1_000) + (microseconds / 1_000), askedAt, Clock.Now);
        ((NodeStream)answer.Stream).Time = time;
        return time;
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
}
