using System.Globalization;
using System.Text;
using Larder.Redis.Tiers;
using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Records;

/// <summary>Everything that changes a record, over the client's own connection; what it holds then is read over the tracked one.</summary>
internal sealed class HashWrites(RedisScope scope, HashReads reads)
{
    private const long MostMs = 1L << 50;

    public async ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        var end = await EndAsync(key, lease.LeaseFor, cancellationToken).ConfigureAwait(false);
        var call = new ScriptCall([key], Bytes(lease.Over.IsNone ? "" : RecordMark.Of(lease.Over)), Bytes(RecordMark.Of(lease.Version)), Bytes(end));
        return await scope.Client.EvaluateAsync(HashScripts.Lease, call, Replies.IsOne, cancellationToken).ConfigureAwait(false)
            ? new RecordRead(SlotState.Leased, lease.Version, RecordContent.Empty, lease.LeaseFor, scope.NoTicket)
            : await reads.ReadAsync(slot, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        var end = fill.Expiration is { } span ? await EndAsync(key, span, cancellationToken).ConfigureAwait(false) : "0";
        var arguments = new List<ReadOnlyMemory<byte>> { Bytes(RecordMark.Of(expected)), Bytes(RecordMark.Of(RecordFill.VersionOf(expected))), Bytes(end), fill.Head };
        foreach (var (field, over) in fill.Fields)
            arguments.AddRange([Bytes(field.Name), field.Value, over is { } bad ? (byte[])[(byte)'=', .. bad.Span] : default(ReadOnlyMemory<byte>)]);
        var isDone = await scope.Client.EvaluateAsync(HashScripts.Fill, new ScriptCall([key], arguments), Replies.IsOne, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(slot, isDone, version => RecordFill.Fits(SlotState.Held, version, expected), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken)
    {
        // A version that is none is that of no record, so whatever is there goes.
        var arguments = new List<ReadOnlyMemory<byte>> { Bytes(RecordMark.Of(expected)), Bytes(RecordMark.Of(update.Version)) };
        foreach (var field in update.Fields) arguments.AddRange([Bytes(field.Name), field.Value]);
        var call = new ScriptCall([SlotKey.Of(slot)], arguments);
        var isDone = await scope.Client.EvaluateAsync(HashScripts.Update, call, Replies.IsOne, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(slot, isDone, version => version == update.Version, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken) => scope.Client.EvaluateAsync(
        HashScripts.Release, new ScriptCall([SlotKey.Of(slot)], Bytes(RecordMark.Of(lease))), Replies.IsOne, cancellationToken);

    // The push of our own write stands before this answer: the ticket is younger than the write, and refused if anybody wrote behind it.
    private async ValueTask<RecordAnswer> AnswerAsync(Slot slot, bool isDone, Func<SlotVersion, bool> isOurs, CancellationToken cancellationToken)
    {
        try
        {
            var now = await reads.ReadAsync(slot, cancellationToken).ConfigureAwait(false);
            var isThere = isDone && now.State == SlotState.Held && isOurs(now.Version);
            return new RecordAnswer(isThere ? ReplaceOutcome.Done : ReplaceOutcome.Changed, now);
        }
        catch (RespException)
        {
            // It is written or it is not, and either way the next read tells; that memory can't keep it costs that read.
            return new RecordAnswer(ReplaceOutcome.Changed, new RecordRead(SlotState.Absent, SlotVersion.None, RecordContent.Empty, null, scope.NoTicket));
        }
    }

    private async ValueTask<string> EndAsync(string key, TimeSpan span, CancellationToken cancellationToken)
    {
        var time = await scope.TimeAsync(key, cancellationToken).ConfigureAwait(false);
        return (time.Earliest(scope.Clock.Now) + Math.Clamp((long)span.TotalMilliseconds, 1, MostMs)).ToString(CultureInfo.InvariantCulture);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
