using Larder.Pipeline;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Records;

/// <summary>Looks for a record in the shared tier, and comes back with it, or with the right to fill it, or with the news that there is neither.</summary>
internal sealed class RecordSearch(RecordParts parts, RecordJudge judge, RecordRights? rights)
{
    /// <summary>How often a record is looked at again before the load goes on without a lease; each time something had changed in it.</summary>
    private const int MaxAttempts = 100;

    /// <summary>Looks for a record with these fields; if they are not there, waits while another process loads, and pins the marks.</summary>
    public async ValueTask<RecordFound> FindAsync(string key, Func<RecordState, bool> covers, CancellationToken cancellationToken)
    {
        var cells = parts.Book.CellsFor(parts.Policy.Tags);
        if (rights is null) return Locally(cells, parts.Cache.Events.WhyAbsent(key));
        var slot = parts.Cache.Keys.Entry(key);
        for (var attempt = 0; ; attempt++)
        {
            var read = await ReadAsync(slot, cells, cancellationToken).ConfigureAwait(false);
            if (!read.Reached) return Locally(cells, MissReason.TierUnreachable);
            var answer = read.Result;
            var (entry, reason) = await judge.JudgeAsync(key, answer, cancellationToken).ConfigureAwait(false);
            if (entry is not null && covers(entry.Value)) return new RecordFound(entry, null, MissReason.None, answer.Ticket, CapturedMarks.None) { Reached = true };
            var right = reason == MissReason.TierUnreachable
                ? RightAnswer.NoRight
                : await rights.AcquireAsync(slot, answer, entry is not null).ConfigureAwait(false);
            if (right.AskAgain && attempt < MaxAttempts)
            {
                if (!right.Taken.IsNone) await parts.Cache.Tier!.WaitAsync(slot, right.Taken, right.Until, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var marks = await CaptureAsync(cells, right.Right, cancellationToken).ConfigureAwait(false);
            return new RecordFound(null, entry?.Value, entry is null ? reason : MissReason.Cold, answer.Ticket, marks) { Right = right.Right, Reached = true };
        }
    }

    /// <summary>
    /// The right to fill a record of which only the load told that it is the one; waits for nobody. The marks are those from before that load: the
    /// caller makes sure that they still hold after this.
    /// </summary>
    public async ValueTask<RecordFound> FindLateAsync(string key, RecordFound before)
    {
        var slot = parts.Cache.Keys.Entry(key);
        if (rights is null || !before.Reached) return before with { Right = null };
        var read = await parts.Shared!.ReadAsync(slot, CancellationToken.None).ConfigureAwait(false);
        if (!read.Reached) return before with { Right = null };
        var (entry, _) = await judge.JudgeAsync(key, read.Result, CancellationToken.None).ConfigureAwait(false);
        var right = await rights.AcquireAsync(slot, read.Result, entry is { IsNull: false }).ConfigureAwait(false);
        return before with { Right = right.Right, Seen = entry?.Value, Ticket = read.Result.Ticket };
    }

    /// <summary>What there is without a shared tier, or while it can't be reached: this process's own removals still win.</summary>
    private RecordFound Locally(MarkCell[] cells, MissReason reason) =>
        new(null, null, reason, parts.Cache.Local.Ticket(), parts.Book.PinLocally(cells));

    /// <summary>The record, and in the same round trip the marks of which nothing is known.</summary>
    private async ValueTask<TierAnswer<RecordRead>> ReadAsync(Slot slot, MarkCell[] cells, CancellationToken cancellationToken)
    {
        if (parts.Book.UnknownOf(cells).Length == 0) return await parts.Shared!.ReadAsync(slot, cancellationToken).ConfigureAwait(false);
        var record = parts.Shared!.ReadAsync(slot, cancellationToken).AsTask();
        var marks = parts.Book.ReadAsync(parts.Cache.Tier!, cells, cancellationToken).AsTask();
        await Task.WhenAll(record, marks).ConfigureAwait(false);
        return await marks.ConfigureAwait(false) ? await record.ConfigureAwait(false) : TierAnswer<RecordRead>.NotReached;
    }

    /// <summary>The marks before the source is read; who leaves meanwhile gives the right back.</summary>
    private async ValueTask<CapturedMarks> CaptureAsync(MarkCell[] cells, RecordRight? right, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Book.CaptureAsync(parts.Cache.Tier!, cells, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await rights!.ReleaseAsync(right).ConfigureAwait(false);
            throw;
        }
    }
}
