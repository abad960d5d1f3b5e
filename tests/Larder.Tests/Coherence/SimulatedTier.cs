using Larder.Tests.Interleaving;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Coherence;

/// <summary>
/// The protocol of the Redis tier over a simulated connection: reads over the tracked one, writes beside it, and a ticket for what was written by
/// reading its version back.
/// </summary>
internal sealed class SimulatedTier(IChangeSink sink, Stage stage, TimeProvider time, MissingFence missing) : ISharedTier
{
    private readonly Watch _watch = new(sink);
    private readonly MonotonicClock _clock = new(time);
    private readonly VersionSource _versions = new();
    private SimulatedStream? _stream;

    public TierTraits Traits { get; } = new("simulated", Follow.Pushed, TimeSpan.Zero, 1 << 20, TierFeatures.ForeignWriters);

    private SimulatedStream Stream => _stream!;

    /// <summary>Connects, or connects to another server.</summary>
    public void Connect(SimulatedServer server)
    {
        _stream?.End();
        _stream = new SimulatedStream(server, _watch, stage, missing);
        server.Follow(_stream);
        _stream.Ping(_clock.Now);
    }

    /// <summary>The connection is lost; nobody knows yet.</summary>
    public void Cut() => Stream.Cut();

    /// <summary>The loss was noticed.</summary>
    public void Reconnect() => Connect(Stream.Server);

    public async Task PingAsync()
    {
        var sentAt = _clock.Now;
        await stage.PauseAsync().ConfigureAwait(false);
        Stream.Ping(sentAt);
    }

    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        var (sentAt, askedAt) = (_clock.Now, sink.Position);
        await stage.PauseAsync().ConfigureAwait(false);
        var (states, answered) = Stream.Read(slots.ToArray(), sentAt);
        var ticket = await answered.ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
        if (missing == MissingFence.PlaceInStream) ticket = _watch.Ticket();
        if (missing != MissingFence.OwnWrites) ticket = ticket with { AskedAt = askedAt };
        for (var i = 0; i < states.Length; i++) answers.Span[i] = Answer(states[i], depth, ticket);
    }

    public async ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var server = Writable();
        var isFree = server.Find(slot) is null;
        if (isFree) server.Put(slot, SlotWrite.Placeholder(lease, leaseFor));
        await stage.PauseAsync().ConfigureAwait(false);
        if (isFree) return new SlotRead(SlotState.Leased, lease, default, leaseFor, default);
        var answers = new SlotRead[1];
        await ReadAsync(new[] { slot }, answers, ReadDepth.Whole, cancellationToken).ConfigureAwait(false);
        return answers[0];
    }

    public async ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var server = Writable();
        var isDone = server.Find(slot)?.Version == expected;
        if (isDone) server.Put(slot, write);
        await stage.PauseAsync().ConfigureAwait(false);
        return isDone ? await DoneAsync(slot, write, cancellationToken).ConfigureAwait(false) : new Replacement(ReplaceOutcome.Changed, Refused);
    }

    public async ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        Writable().Put(slot, write);
        await stage.PauseAsync().ConfigureAwait(false);
        return await DoneAsync(slot, write, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken) =>
        await stage.PauseAsync().ConfigureAwait(false);

    public async ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var (server, removed) = (Writable(), 0);
        foreach (var slot in slots.ToArray())
        {
            if (server.Find(slot) is null) continue;
            server.Put(slot, null);
            removed++;
        }

        await stage.PauseAsync().ConfigureAwait(false);
        return removed;
    }

    public async ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var server = Writable();
        for (var i = 0; i < marks.Length; i++)
        {
            if (renewal == Renewal.Always || server.Find(marks.Span[i]) is null) server.Put(marks.Span[i], SlotWrite.Entry(_versions.Next(), default, null));
            versions.Span[i] = server.Find(marks.Span[i])!.Value.Version;
        }

        await stage.PauseAsync().ConfigureAwait(false);
    }

    public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No part of the play lists names.");

    public ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No part of the play sweeps.");

    public ValueTask DisposeAsync() => default;

    private InstallTicket Refused => new(_watch, -1, 0);

    // A deposed primary refuses writes; its connection is kept for reads until the client hears of it.
    private SimulatedServer Writable() =>
        Stream.Server.IsPrimary ? Stream.Server : throw new TierException(TierFailure.Unreachable, "READONLY You can't write against a read only replica.");

    private async ValueTask<Replacement> DoneAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        if (write.State != SlotState.Held) return new Replacement(ReplaceOutcome.Done, Refused);
        try
        {
            var answers = new SlotRead[1];
            await ReadAsync(new[] { slot }, answers, ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false);
            return new Replacement(ReplaceOutcome.Done, answers[0].Version == write.Version ? answers[0].Ticket : Refused);
        }
        catch (TierException)
        {
            return new Replacement(ReplaceOutcome.Done, Refused);
        }
    }

    private static SlotRead Answer(SlotWrite? state, ReadDepth depth, InstallTicket ticket) => state is { } held
        ? new SlotRead(held.State, held.Version, depth == ReadDepth.Whole ? held.Body.ToArray() : default(ReadOnlyMemory<byte>), held.Expiration, ticket)
        : new SlotRead(SlotState.Absent, SlotVersion.None, default, null, ticket);
}
