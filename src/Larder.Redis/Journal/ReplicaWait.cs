using Larder.Journal;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;

namespace Larder.Redis.Journal;

/// <summary>
/// Appends, and where replicas were promised waits until they have it: on the same connection, as WAIT counts what went over its own, and on a leased
/// one, as it holds all that stands behind it.
/// </summary>
internal sealed class ReplicaWait(RespClient client, int wanted, JournalSurroundings from)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _leases = new(16);
    private long _loggedAt = long.MinValue;

    public async ValueTask<JournalReceipt> ConfirmAsync(string slot, ScriptCall call, CancellationToken cancellationToken)
    {
        if (wanted == 0) return ReceiptOf(await client.EvaluateAsync(JournalScripts.Append, call, Replies.Text, cancellationToken).ConfigureAwait(false), 0);
        await _leases.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using var lease = await client.LeaseAsync(slot, cancellationToken).ConfigureAwait(false);
            var id = await lease.EvaluateAsync(JournalScripts.Append, call, Replies.Text, cancellationToken).ConfigureAwait(false);
            return ReceiptOf(id, id is null ? 0 : await WaitAsync(lease, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _leases.Release();
        }
    }

    private async ValueTask<int> WaitAsync(RespLease lease, CancellationToken cancellationToken)
    {
        // Zero would mean for ever, and a server that hangs must not be waited for.
        var milliseconds = (long)Math.Max(1, from.CommandTimeout.TotalMilliseconds);
        using var late = new CancellationTokenSource(from.CommandTimeout * 2 + TimeSpan.FromSeconds(1), from.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var confirmed = (int)await lease.ExecuteAsync(new Command("WAIT").Arg(wanted).Arg(milliseconds), Replies.Integer, either.Token).ConfigureAwait(false);
            if (confirmed < wanted) Note(confirmed);
            return confirmed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TierException(TierFailure.MaybeDone, "the server did not tell which replicas have the write.");
        }
    }

    private void Note(int confirmed)
    {
        var (now, last) = (from.Time.GetTimestamp(), Volatile.Read(ref _loggedAt));
        if (last != long.MinValue && from.Time.GetElapsedTime(last, now) < LogEvery) return;
        if (Interlocked.CompareExchange(ref _loggedAt, now, last) == last) from.Notes.FewReplicas(confirmed, wanted);
    }

    private static JournalReceipt ReceiptOf(string? id, int replicas) => id is null
        ? new JournalReceipt(AppendOutcome.Full, 0, 0)
        : new JournalReceipt(AppendOutcome.Appended, StreamId.Parse(id).Version, replicas);
}
