using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Reads over the tracked connection, which the server follows from then on. Several slots are one MGET, in a cluster one GET each, all sent before
/// the first answer.
/// </summary>
internal sealed class SlotReads(RedisScope scope, ReadSpread spread)
{
    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        if (slots.Length == 0) return;
        if (slots.Length == 1)
        {
            var answer = await ReadAsync(slots.Span[0], depth, cancellationToken).ConfigureAwait(false);
            answers.Span[0] = answer;
        }
        else if (spread == ReadSpread.OneCommand && depth == ReadDepth.Whole)
        {
            await ReadTogetherAsync(slots, answers, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await ReadEachAsync(slots, answers, depth, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one slot.</summary>
    public async ValueTask<SlotRead> ReadAsync(Slot slot, ReadDepth depth, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        try
        {
            var answer = await scope.ReadAsync(CommandFor(key, depth), key, Replies.Bytes, cancellationToken).ConfigureAwait(false);
            return await InterpretAsync(key, answer.Value, answer.Ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException wrong) when (wrong.Code == "WRONGTYPE")
        {
            return new SlotRead(SlotState.Foreign, SlotVersion.None, default, null, scope.NoTicket);
        }
    }

    private async ValueTask ReadEachAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        var reads = new Task<SlotRead>[slots.Length];
        for (var i = 0; i < reads.Length; i++) reads[i] = ReadAsync(slots.Span[i], depth, cancellationToken).AsTask();
        var read = await Task.WhenAll(reads).ConfigureAwait(false);
        read.CopyTo(answers);
    }

    // To MGET a key of another type is no key at all: whoever leases it is told, and leaves it alone.
    private async ValueTask ReadTogetherAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        var command = new Command("MGET");
        var keys = new string[slots.Length];
        for (var i = 0; i < keys.Length; i++) command = command.Key(keys[i] = SlotKey.Of(slots.Span[i]));
        var answer = await scope.ReadAsync(command, keys[0], Replies.BytesList, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < keys.Length; i++)
        {
            var read = await InterpretAsync(keys[i], answer.Value[i], answer.Ticket, cancellationToken).ConfigureAwait(false);
            answers.Span[i] = read;
        }
    }

    private async ValueTask<SlotRead> InterpretAsync(string key, byte[]? value, InstallTicket ticket, CancellationToken cancellationToken)
    {
        // GETRANGE has no null: nothing there reads as no bytes.
        if (value is null or []) return new SlotRead(SlotState.Absent, SlotVersion.None, default, null, ticket);
        if (!SlotHead.TryRead(value, out var head)) return await ForeignAsync(key, value, ticket, cancellationToken).ConfigureAwait(false);
        var body = value.AsMemory(SlotHead.Size);
        if (head.EndsAt == 0) return new SlotRead(head.State, head.Version, body, null, ticket);
        var time = await scope.TimeAsync(key, cancellationToken).ConfigureAwait(false);

        // It was there, so some of its time was left, whatever our reckoning says.
        var remaining = Math.Max(1, head.EndsAt - time.Latest(scope.Clock.Now));
        return new SlotRead(head.State, head.Version, body, TimeSpan.FromMilliseconds(remaining), ticket);
    }

    // Its author may have given it an end, which only the server knows. A change between the two answers refuses the ticket of the first.
    private async ValueTask<SlotRead> ForeignAsync(string key, byte[] value, InstallTicket ticket, CancellationToken cancellationToken)
    {
        var left = await scope.ReadAsync(new Command("PTTL").Key(key), key, Replies.Integer, cancellationToken).ConfigureAwait(false);
        return new SlotRead(SlotState.Foreign, SlotVersion.None, value, left.Value >= 0 ? TimeSpan.FromMilliseconds(left.Value) : null, ticket);
    }

    private static Command CommandFor(string key, ReadDepth depth) => depth == ReadDepth.Whole
        ? new Command("GET").Key(key)
        : new Command("GETRANGE").Key(key).Arg(0).Arg(SlotHead.Size - 1);
}
