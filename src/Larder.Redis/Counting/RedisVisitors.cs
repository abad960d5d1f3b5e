using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Larder.Counting;
using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Counting;

/// <summary>
/// Visits in Redis: a sorted set for each subject and day, by the time of the last visit, and a HyperLogLog beside it. A list of all days is kept so
/// that a visitor can be forgotten on each of them; it is written before the first visit of a day is.
/// </summary>
internal sealed class RedisVisitors(ReadyClient redis, CounterKeys keys, EvictionWatch eviction, TimeProvider time) : IVisitorStore
{
    private const int Together = 256;
    private const int RememberedDays = 10_000;

    // A day's visits end so long after the last of them, and an instance writes a day into the list once in so long a time.
    private static readonly TimeSpan ListedFor = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<(string Subject, DateOnly Day), long> _listed = new();

    public ValueTask<bool> RecordAsync(Visit visit, TimeSpan keepFor, CancellationToken cancellationToken) =>
        AskAsync(client => RecordAsync(client, visit, keepFor), cancellationToken);

    public ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken) => AskAsync(async client =>
    {
        var exact = await client.SortedLengthAsync(keys.Visits(subject, day)).ConfigureAwait(false);
        if (exact < IVisitorStore.MostADay) return new VisitorCount(exact, CountPrecision.Exact);
        var estimate = await client.EstimateCountAsync([keys.Estimate(subject, day)]).ConfigureAwait(false);
        return new VisitorCount(Math.Max(exact, estimate), CountPrecision.Estimated);
    }, cancellationToken);

    public ValueTask<VisitorCount> EstimateAsync(string subject, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken) => AskAsync(async client =>
    {
        var count = await client.EstimateCountAsync(days.Select(day => keys.Estimate(subject, day))).ConfigureAwait(false);
        return new VisitorCount(count, CountPrecision.Estimated);
    }, cancellationToken);

    public ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page, CancellationToken cancellationToken) => AskAsync(async client =>
    {
        var visits = new List<Visit>(page.Take);
        for (var offset = 0; visits.Count < page.Take; offset += page.Take)
        {
            var some = await PageAsync(client, keys.Visits(subject, day), page, offset).ConfigureAwait(false);
            visits.AddRange(some.Where(visit => IsBehind(visit, page.After)).Take(page.Take - visits.Count)
                .Select(visit => new Visit(subject, day, visit.Member, DateTimeOffset.FromUnixTimeMilliseconds((long)visit.Score))));
            if (some.Length < page.Take) break;
        }

        return (IReadOnlyList<Visit>)visits;
    }, cancellationToken);

    public ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken) => AskAsync(async client =>
    {
        var days = await client.SortedRangeAsync(keys.Days).ConfigureAwait(false);
        var forgotten = 0L;
        foreach (var some in days.Chunk(Together))
        {
            var removed = await Task.WhenAll(some.Select(day => ForgetAsync(client, day.Member, visitor))).ConfigureAwait(false);
            forgotten += removed.Sum();
        }

        return forgotten;
    }, cancellationToken);

    private async Task<bool> RecordAsync(IRespExecutor client, Visit visit, TimeSpan keepFor)
    {
        eviction.Used(keepFor);
        var isListed = _listed.TryGetValue((visit.Subject, visit.Day), out var at) && time.GetElapsedTime(at) < ListedFor;
        if (!isListed) await ListDayAsync(client, visit, keepFor).ConfigureAwait(false);
        var call = new ScriptCall(
            [keys.Visits(visit.Subject, visit.Day), keys.Estimate(visit.Subject, visit.Day)],
            Encoding.UTF8.GetBytes(visit.Visitor), Bytes(visit.At.ToUnixTimeMilliseconds()), Bytes(Milliseconds(keepFor)), Bytes(IVisitorStore.MostADay));
        var answer = await client.EvaluateAsync(VisitScript.Record, call, Replies.Integers).ConfigureAwait(false);

        // A server that lost the day may have lost the list as well.
        if (isListed && answer[1] == 1) await ListDayAsync(client, visit, keepFor).ConfigureAwait(false);
        return answer[0] == 1;
    }

    // The list's rows end later than the days that they name, by the server's clock and whichever instance wrote last.
    private async Task ListDayAsync(IRespExecutor client, Visit visit, TimeSpan keepFor)
    {
        var now = await client.TimeAsync().ConfigureAwait(false);
        var end = (now + keepFor + ListedFor * 2).ToUnixTimeMilliseconds();
        await client.SortedAddAsync(keys.Days, [new ScoredMember($"{CounterKeys.Text(visit.Day)} {visit.Subject}", end)]).ConfigureAwait(false);
        await client.SortedRemoveByScoreAsync(keys.Days, double.NegativeInfinity, now.ToUnixTimeMilliseconds()).ConfigureAwait(false);
        if (_listed.Count >= RememberedDays) _listed.Clear();
        _listed[(visit.Subject, visit.Day)] = time.GetTimestamp();
    }

    private Task<long> ForgetAsync(IRespExecutor client, string listed, string visitor)
    {
        var (day, subject) = (DateOnly.ParseExact(listed.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture), listed[11..]);
        return client.SortedRemoveAsync(keys.Visits(subject, day), [visitor]).AsTask();
    }

    private ValueTask<ScoredMember[]> PageAsync(IRespExecutor client, string key, VisitPage page, int offset)
    {
        var command = new Command("ZREVRANGEBYSCORE").Key(key);
        command = page.After is { } after ? command.Arg(after.At.ToUnixTimeMilliseconds()) : command.Arg("+inf");
        return client.ExecuteAsync(command.Arg("-inf").Arg("WITHSCORES").Arg("LIMIT").Arg(offset).Arg(page.Take), Replies.Scored);
    }

    private static bool IsBehind(ScoredMember visit, Visit? last)
    {
        if (last is not { } after || (long)visit.Score < after.At.ToUnixTimeMilliseconds()) return true;
        return Encoding.UTF8.GetBytes(visit.Member).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(after.Visitor)) < 0;
    }

    private async ValueTask<T> AskAsync<T>(Func<IRespExecutor, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var client = await redis(cancellationToken).ConfigureAwait(false);
            return await call(client).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    private static long Milliseconds(TimeSpan span) => Math.Max(1, (long)span.TotalMilliseconds);

    private static byte[] Bytes(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
