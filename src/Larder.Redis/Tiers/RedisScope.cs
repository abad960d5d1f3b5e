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
    private readonly ServerClock _clock = new();
    private readonly UnfollowedStream _unfollowed;
    private readonly IChangeSink _sink;
    private volatile bool _isFollowing = true;

    public RedisScope(RespClient client, IChangeSink sink, RedisTierSettings settings, TimeProvider time)
    {
        (Client, _sink) = (client, sink);
        Clock = new MonotonicClock(time);
        Lag = new LagProbe(Clock);
        Tracking = client.Track(
            endPoint => _streams.GetOrAdd(endPoint, _ => new NodeStream(sink, Waiters, Clock, Lag)), new TrackingOptions { ProofEvery = settings.StalenessBound / 4, ProofPrefix = settings.ProofPrefix });
        _unfollowed = new UnfollowedStream(
            new Watch(sink), Clock, (long)settings.DetachedExpiration.TotalMilliseconds, (long)settings.StalenessBound.TotalMilliseconds);
        NoTicket = new InstallTicket(new Watch(sink), -1, 0);
    }

    /// <summary>Whether the servers tell of changes. False once one of them said that it will not.</summary>
    public bool IsFollowing => _isFollowing;

    public RespClient Client { get; }

    public RespTracking Tracking { get; }

    public SlotWaiters Waiters { get; } = new();

    public MonotonicClock Clock { get; }

    /// <summary>How late pushes are.</summary>
    public LagProbe Lag { get; }

    /// <summary>One that is always refused.</summary>
    public InstallTicket NoTicket { get; }

    /// <summary>The clock of the server that has this key, if it is to be asked for: of all callers by this one, who then asks.</summary>
    public ServerClock? DueClockOf(string key)
    {
        var clock = ClockFor(key);
        return clock.Time?.IsFresh(Clock.Now) != true && clock.TryBeginAsking() ? clock : null;
    }

    /// <summary>Asks for the time of a clock that was due. If that fails, what is known serves on; who needs it and does not have it asks himself.</summary>
    public async Task AskTimeAsync(string key, ServerClock due, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(key, due, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException)
        {
            // Told to whoever needs the time.
        }
        finally
        {
            due.EndAsking();
        }
    }

    /// <summary>The clock of the server that has this key, if it need not be asked for: what is known now is good for the longest answer.</summary>
    public ServerTime? FreshTimeOf(string key) => ClockFor(key).Time is { } known && known.IsFresh(Clock.Now) ? known : null;

    /// <summary>The clock of the server that has this key, if it is known well enough.</summary>
    public ServerTime? KnownTimeOf(string key) => ClockFor(key).Time is { } known && known.IsUsable(Clock.Now) ? known : null;

    /// <summary>Reads so that the server tells of the next change, and beside it asks for the time if that is due: one round trip.</summary>
    public ValueTask<Answer<T>> ReadAsync<T>(Command command, string key, Reply<T> reply, CancellationToken cancellationToken) =>
        DueClockOf(key) is { } due ? ReadAndAskAsync(command, key, reply, due, cancellationToken) : ExecuteAsync(command, reply, cancellationToken);

    /// <summary>The clock of the server that has this key, as it was some seconds ago at most.</summary>
    public async ValueTask<ServerTime> TimeAsync(string key, CancellationToken cancellationToken) =>
        KnownTimeOf(key) ?? await AskAsync(key, ClockFor(key), cancellationToken).ConfigureAwait(false);

    /// <summary>From now on nothing is followed, and nobody tries to.</summary>
    public ValueTask StopFollowingAsync()
    {
        _isFollowing = false;
        return Tracking.DisposeAsync();
    }

    private async ValueTask<Answer<T>> ReadAndAskAsync<T>(
        Command command, string key, Reply<T> reply, ServerClock due, CancellationToken cancellationToken)
    {
        var reading = ExecuteAsync(command, reply, cancellationToken).AsTask();
        await Task.WhenAll(reading, AskTimeAsync(key, due, cancellationToken)).ConfigureAwait(false);
        return await reading.ConfigureAwait(false);
    }

    private ServerClock ClockFor(string key) => IsFollowing ? ((NodeStream)Tracking.SinkFor(key)).Clock : _clock;

    private async ValueTask<Answer<T>> ExecuteAsync<T>(Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        if (IsFollowing)
        {
            var askedAt = _sink.Position;
            var tracked = await Tracking.ExecuteAsync(command, reply, cancellationToken).ConfigureAwait(false);
            return new Answer<T>(tracked.Value, ((NodeStream)tracked.Stream).TicketAt(tracked.Place, askedAt));
        }

        var ticket = _unfollowed.Ticket();
        return new Answer<T>(await Client.ExecuteAsync(command, reply, cancellationToken).ConfigureAwait(false), ticket);
    }

    public ValueTask DisposeAsync()
    {
        Waiters.WakeAll();
        return Tracking.DisposeAsync();
    }

    private async Task<ServerTime> AskAsync(string key, ServerClock clock, CancellationToken cancellationToken)
    {
        var askedAt = Clock.Now;
        var command = new Command("EVAL").Arg(AskTime.Text).Arg(1).Key(key).With(AskTime.Traits);
        var answer = await ExecuteAsync(command, Replies.Texts, cancellationToken).ConfigureAwait(false);
        var (seconds, microseconds) = (Number(answer.Value[0]), Number(answer.Value[1]));
        return clock.Time = new ServerTime((seconds * 1_000) + (microseconds / 1_000), askedAt, Clock.Now);
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
}
