using Larder.Redis.Tiers;
using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Records;

/// <summary>Reads hashes over the tracked connection, which the server follows from then on.</summary>
internal sealed class HashReads(RedisScope scope)
{
    /// <summary>Where the head of the core stands.</summary>
    public const string Head = "@h";

    public async ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        try
        {
            var answer = await scope.ReadAsync(new Command("HGETALL").Key(key), key, Replies.Fields, cancellationToken).ConfigureAwait(false);
            return await InterpretAsync(key, answer.Value, answer.Ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException wrong) when (wrong.Code == "WRONGTYPE")
        {
            return new RecordRead(SlotState.Foreign, SlotVersion.None, RecordContent.Empty, null, scope.NoTicket);
        }
    }

    private async ValueTask<RecordRead> InterpretAsync(
        string key, IReadOnlyDictionary<string, byte[]> fields, InstallTicket ticket, CancellationToken cancellationToken)
    {
        if (fields.Count == 0) return new RecordRead(SlotState.Absent, SlotVersion.None, RecordContent.Empty, null, ticket);
        var content = ContentOf(fields);
        if (!RecordMark.TryRead(fields.GetValueOrDefault(RecordMark.Field), out var state, out var version) || !RecordMark.TryReadEnd(fields.GetValueOrDefault(RecordMark.End), out var endsAt))
            return await ForeignAsync(key, content, ticket, cancellationToken).ConfigureAwait(false);
        if (endsAt == 0) return new RecordRead(state, version, content, null, ticket);
        var time = await scope.TimeAsync(key, cancellationToken).ConfigureAwait(false);

        // It was there, so some of its time was left, whatever our reckoning says.
        var remaining = Math.Max(1, endsAt - time.Latest(scope.Clock.Now));
        return new RecordRead(state, version, content, TimeSpan.FromMilliseconds(remaining), ticket);
    }

    // Its author may have given it an end, which only the server knows. A change between the two answers refuses the ticket of the first.
    private async ValueTask<RecordRead> ForeignAsync(string key, RecordContent content, InstallTicket ticket, CancellationToken cancellationToken)
    {
        var left = await scope.ReadAsync(new Command("PTTL").Key(key), key, Replies.Integer, cancellationToken).ConfigureAwait(false);
        return new RecordRead(SlotState.Foreign, SlotVersion.None, content, left.Value >= 0 ? TimeSpan.FromMilliseconds(left.Value) : null, ticket);
    }

    private static RecordContent ContentOf(IReadOnlyDictionary<string, byte[]> fields) => new(
        fields.GetValueOrDefault(Head),
        [.. fields.Where(static field => !field.Key.StartsWith('@')).Select(static field => new RecordField(field.Key, field.Value))]);
}
