using System.Globalization;
using System.Text;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>Everything that changes a slot, over the client's own connection; what memory may keep is asked for over the tracked one.</summary>
internal sealed class SlotWrites(RedisScope scope, SlotReads reads)
{
    private const long MostMs = 1L << 50;

    // More would keep the answers that vouch for memory waiting behind it.
    private const int MostBytesBetweenReads = 64 << 10;

    // KEYS: the slot. ARGV: expected version, new version or nothing, new value or nothing, end or nothing. A second run finds its own write.
    private static readonly RespScript Compare = new(
        $$"""
        local held = redis.pcall('GETRANGE', KEYS[1], {{SlotHead.VersionFrom}}, {{SlotHead.VersionTo}})
        if type(held) == 'table' then return 0 end
        if held ~= ARGV[1] then
          if ARGV[2] ~= '' then return held == ARGV[2] and 1 or 0 end
          return redis.call('EXISTS', KEYS[1]) == 0 and 1 or 0
        end
        if ARGV[2] == '' then redis.call('UNLINK', KEYS[1])
        elseif ARGV[4] == '' then redis.call('SET', KEYS[1], ARGV[3])
        else redis.call('SET', KEYS[1], ARGV[3], 'PXAT', ARGV[4]) end
        return 1
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);

    private RespClient Client => scope.Client;

    public async ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        var head = new SlotHead(SlotState.Leased, lease, await EndAsync(key, leaseFor, cancellationToken).ConfigureAwait(false));
        var command = new Command("SET").Key(key).Arg(head.With([])).Arg("NX").Arg("PXAT").Arg(head.EndsAt);
        scope.Lag.Sending(slot);
        if (await Client.ExecuteAsync(command, Replies.IsOk, cancellationToken).ConfigureAwait(false))
            return new SlotRead(SlotState.Leased, lease, default, leaseFor, scope.NoTicket);
        return await reads.ReadAsync(slot, ReadDepth.Whole, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        var head = await HeadOfAsync(key, write, cancellationToken).ConfigureAwait(false);
        var isRemoval = write.State == SlotState.Absent;
        var call = new ScriptCall(
            [key], BytesOf(expected), isRemoval ? default : BytesOf(write.Version), isRemoval ? default : head.With(write.Body.Span), EndText(head));
        if (scope.IsFollowing && write.State == SlotState.Held && write.Body.Length <= MostBytesBetweenReads
            && await FillAsync(slot, call, write, cancellationToken).ConfigureAwait(false) is { } filled) return filled;
        var isDone = await Client.EvaluateAsync(Compare, call, Replies.IsOne, cancellationToken).ConfigureAwait(false);
        return isDone ? await DoneAsync(slot, write, cancellationToken).ConfigureAwait(false) : new Replacement(ReplaceOutcome.Changed, scope.NoTicket);
    }

    /// <summary>
    /// The same over the tracked connection, where the question for what memory may keep goes right behind it: one round trip instead of two. The server
    /// tells of our own write between the two answers, so the second one is younger. Null when the server does not have the script yet.
    /// </summary>
    private async ValueTask<Replacement?> FillAsync(Slot slot, ScriptCall call, SlotWrite write, CancellationToken cancellationToken)
    {
        var filling = scope.Tracking.ExecuteAsync(Compare.Call(call), Replies.IsOne, cancellationToken).AsTask();
        var keeping = DoneAsync(slot, write, cancellationToken).AsTask();
        try
        {
            await Task.WhenAll(filling, keeping).ConfigureAwait(false);
        }
        catch (RespServerException unknown) when (unknown.Code == "NOSCRIPT")
        {
            return null;
        }

        return (await filling.ConfigureAwait(false)).Value ? await keeping.ConfigureAwait(false) : new Replacement(ReplaceOutcome.Changed, scope.NoTicket);
    }

    public async ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        if (write.State == SlotState.Absent)
        {
            await Client.UnlinkAsync(key, cancellationToken).ConfigureAwait(false);
            return new Replacement(ReplaceOutcome.Done, scope.NoTicket);
        }

        var head = await HeadOfAsync(key, write, cancellationToken).ConfigureAwait(false);
        var command = new Command("SET").Key(key).Arg(head.With(write.Body.Span));
        if (head.EndsAt != 0) command = command.Arg("PXAT").Arg(head.EndsAt);
        await Client.ExecuteAsync(command.With(CommandTraits.Writes | CommandTraits.Idempotent), Replies.IsOk, cancellationToken).ConfigureAwait(false);
        return await DoneAsync(slot, write, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        if (slots.Length == 0) return 0;
        scope.Lag.Sending(slots.Span[0]);
        if (slots.Length == 1) return await Client.UnlinkAsync(SlotKey.Of(slots.Span[0]), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        var keys = new string[slots.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = SlotKey.Of(slots.Span[i]);
        return (int)await Client.UnlinkAsync(keys, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a mark held that is none is overwritten: nobody can depend on it.</summary>
    public async ValueTask<SlotVersion> RenewAsync(Slot mark, Renewal renewal, SlotVersion next, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(mark);
        var set = new Command("SET").Key(key).Arg(new SlotHead(SlotState.Held, next, EndsAt: 0).With([]));
        if (renewal == Renewal.IfAbsent)
        {
            if (await Client.ExecuteAsync(set.Arg("NX"), Replies.IsOk, cancellationToken).ConfigureAwait(false)) return next;
            var held = await reads.ReadAsync(mark, ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false);
            if (held.State == SlotState.Held) return held.Version;
        }

        await Client.ExecuteAsync(set.With(CommandTraits.Writes | CommandTraits.Idempotent), Replies.IsOk, cancellationToken).ConfigureAwait(false);
        return next;
    }

    // The push of our own write stands before this answer: the ticket is younger than the write, and refused if anybody wrote behind it.
    private async ValueTask<Replacement> DoneAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        if (write.State != SlotState.Held) return new Replacement(ReplaceOutcome.Done, scope.NoTicket);
        try
        {
            var read = await reads.ReadAsync(slot, ReadDepth.VersionOnly, cancellationToken).ConfigureAwait(false);
            return new Replacement(ReplaceOutcome.Done, read.Version == write.Version ? read.Ticket : scope.NoTicket);
        }
        catch (TierException)
        {
            // It is written, and that was the question; that memory can't keep it costs one read.
            return new Replacement(ReplaceOutcome.Done, scope.NoTicket);
        }
    }

    private async ValueTask<SlotHead> HeadOfAsync(string key, SlotWrite write, CancellationToken cancellationToken) =>
        new(write.State, write.Version, write.Expiration is { } span ? await EndAsync(key, span, cancellationToken).ConfigureAwait(false) : 0);

    private async ValueTask<long> EndAsync(string key, TimeSpan span, CancellationToken cancellationToken)
    {
        var time = await scope.TimeAsync(key, cancellationToken).ConfigureAwait(false);
        return time.Earliest(scope.Clock.Now) + Math.Clamp((long)span.TotalMilliseconds, 1, MostMs);
    }

    private static ReadOnlyMemory<byte> BytesOf(SlotVersion version)
    {
        var bytes = new byte[SlotVersion.Size];
        version.Write(bytes);
        return bytes;
    }

    private static ReadOnlyMemory<byte> EndText(SlotHead head) =>
        head.EndsAt == 0 ? default : Encoding.ASCII.GetBytes(head.EndsAt.ToString(CultureInfo.InvariantCulture));
}
