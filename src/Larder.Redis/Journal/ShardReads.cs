using System.Globalization;
using Larder.Journal;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;

namespace Larder.Redis.Journal;

/// <summary>Reads a shard through its group. Where it waits, on a connection of its own; and a server that hangs is given up.</summary>
internal sealed class ShardReads(RespClient client, string prefix, TimeSpan commandTimeout, TimeProvider time)
{
    public async ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken)
    {
        var stream = new JournalKeys(prefix, read.Shard).Stream;
        var command = new Command("XREADGROUP").Arg("GROUP").Arg(JournalKeys.Group).Arg(JournalKeys.Consumer).Arg("COUNT").Arg(read.AtMost);
        command = read.WaitFor > TimeSpan.Zero ? command.Arg("BLOCK").Arg((long)Math.Max(1, read.WaitFor.TotalMilliseconds)) : command.With(CommandTraits.Writes);
        command = command.Arg("STREAMS").Key(stream).Arg(read.Part == ShardPart.New ? ">" : "0");
        try
        {
            var answer = await InTimeAsync(command, read.WaitFor, cancellationToken).ConfigureAwait(false);
            var records = await RecordsAsync(read.Shard, stream, answer, cancellationToken).ConfigureAwait(false);
            return records.Count == 0 && read.Part == ShardPart.Unacknowledged ? await OrphansAsync(stream, read.AtMost, cancellationToken).ConfigureAwait(false) : records;
        }
        catch (RespServerException gone) when (gone.Code is "NOGROUP" or "UNBLOCKED")
        {
            throw new JournalLostException(read.Shard);
        }
    }

    private async ValueTask<RespValue> InTimeAsync(Command command, TimeSpan waitFor, CancellationToken cancellationToken)
    {
        if (waitFor == TimeSpan.Zero) return await client.ExecuteAsync(command, Replies.Value, cancellationToken).ConfigureAwait(false);
        using var late = new CancellationTokenSource(waitFor + commandTimeout + TimeSpan.FromSeconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await client.ExecuteAsync(command, Replies.Value, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TierException(TierFailure.TimedOut, string.Create(CultureInfo.InvariantCulture, $"no answer within {waitFor.TotalSeconds + 1:0.#} s."));
        }
    }

    /// <summary>
    /// Records that count as given out and that nobody has. A server that comes back with a part of its file may make such: a transaction that the cut left
    /// without its end is not carried out at that start, and is at the next, behind our back.
    /// </summary>
    private async ValueTask<IReadOnlyList<JournalRecord>> OrphansAsync(string stream, int atMost, CancellationToken cancellationToken)
    {
        var groups = await client.ExecuteAsync(new Command("XINFO GROUPS").Key(stream).With(CommandTraits.Reads), Replies.Value, cancellationToken).ConfigureAwait(false);
        var ours = groups.Items.FirstOrDefault(static group => RecordAnswer.Field(group, "name")?.AsString() == JournalKeys.Group);
        if (RecordAnswer.Field(ours, "last-delivered-id")?.AsString() is not { } last) return [];
        var command = new Command("XRANGE").Key(stream).Arg("-").Arg(last).Arg("COUNT").Arg(atMost);
        var answer = await client.ExecuteAsync(command, Replies.Value, cancellationToken).ConfigureAwait(false);
        return [.. answer.Items.Select(RecordAnswer.ReadOne).OfType<JournalRecord>()];
    }

    // What was given out and is not in the stream any more, somebody removed past us: that is a loss, and never a delete.
    private async ValueTask<IReadOnlyList<JournalRecord>> RecordsAsync(int shard, string stream, RespValue answer, CancellationToken cancellationToken)
    {
        if (answer.Items.Count == 0) return [];
        var entries = answer.Kind == RespKind.Map ? answer.Items[1] : answer.Items[0].Items[1];
        string[] gone = [.. entries.Items.Where(static entry => entry.Items.Count < 2 || entry.Items[1].IsNull).Select(static entry => entry.Items[0].AsString()!)];
        if (gone.Length == 0) return [.. entries.Items.Select(static entry => RecordAnswer.Read(entry.Items[0].AsString()!, entry.Items[1]))];
        await client.StreamAcknowledgeAsync(stream, JournalKeys.Group, gone, cancellationToken).ConfigureAwait(false);
        throw new JournalLostException(shard);
    }
}
