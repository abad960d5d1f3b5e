using System.Globalization;
using Larder.Counting;
using Larder.Sqlite.Storage;

namespace Larder.Sqlite.Counting;

/// <summary>Visits in the file, each one exactly: what others estimate is counted here. Their number is bounded by the file's size.</summary>
internal sealed class SqliteVisitors(SqliteStore store, TimeProvider time) : IVisitorStore, IAsyncDisposable
{
    private const int Together = 500;

    public async ValueTask<bool> RecordAsync(Visit visit, TimeSpan keepFor, CancellationToken cancellationToken) =>
        await store.WriteAsync(file => Record(file, visit, keepFor), cancellationToken).ConfigureAwait(false);

    public ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken) =>
        EstimateAsync(subject, [day], cancellationToken);

    public ValueTask<VisitorCount> EstimateAsync(string subject, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new VisitorCount(store.Read((subject, days, Now), static (file, call) => Count(file, call.subject, call.days, call.Now)), CountPrecision.Exact));
    }

    public ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((subject, day, page, Now), static (file, call) => List(file, call.subject, call.day, call.page, call.Now)));
    }

    public async ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken)
    {
        long total = 0;
        int done;
        do total += done = await store.WriteAsync(file => Forget(file, visitor), cancellationToken).ConfigureAwait(false);
        while (done == Together);
        return total;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private bool Record(FileConnection file, Visit visit, TimeSpan keepFor)
    {
        var now = Now;
        using var known = file.Prepare("SELECT expires_at FROM visits WHERE subject = ?1 AND day = ?2 AND visitor = ?3");
        known.Bind(1, visit.Subject).Bind(2, Text(visit.Day)).Bind(3, visit.Visitor);
        var isNew = !known.Step() || known.Number(0) <= now;
        using var command = file.Prepare("""
            INSERT INTO visits (subject, day, visitor, at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (subject, day, visitor) DO UPDATE SET at = max(at, ?4), expires_at = ?5
            """);
        command.Bind(1, visit.Subject).Bind(2, Text(visit.Day)).Bind(3, visit.Visitor)
            .Bind(4, visit.At.ToUnixTimeMilliseconds()).Bind(5, now + (long)keepFor.TotalMilliseconds).Run();
        return isNew;
    }

    // The days of a span follow one another, and their text sorts as they do.
    private static long Count(FileConnection file, string subject, IReadOnlyList<DateOnly> days, long now)
    {
        using var row = file.Prepare("SELECT count(DISTINCT visitor) FROM visits WHERE subject = ?1 AND day BETWEEN ?2 AND ?3 AND expires_at > ?4");
        row.Bind(1, subject).Bind(2, Text(days[0])).Bind(3, Text(days[^1])).Bind(4, now);
        return row.Step() ? row.Number(0) : 0;
    }

    private static IReadOnlyList<Visit> List(FileConnection file, string subject, DateOnly day, VisitPage page, long now)
    {
        using var row = file.Prepare("""
            SELECT visitor, at FROM visits WHERE subject = ?1 AND day = ?2 AND expires_at > ?3 AND (at < ?4 OR (at = ?4 AND visitor < ?5))
            ORDER BY at DESC, visitor DESC LIMIT ?6
            """);
        var after = page.After?.At.ToUnixTimeMilliseconds() ?? long.MaxValue;
        row.Bind(1, subject).Bind(2, Text(day)).Bind(3, now).Bind(4, after).Bind(5, page.After?.Visitor ?? "").Bind(6, page.Take);
        var visits = new List<Visit>();
        while (row.Step()) visits.Add(new Visit(subject, day, row.Name(0), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(1))));
        return visits;
    }

    private static int Forget(FileConnection file, string visitor)
    {
        using var command = file.Prepare("DELETE FROM visits WHERE rowid IN (SELECT rowid FROM visits WHERE visitor = ?1 LIMIT ?2)");
        return command.Bind(1, visitor).Bind(2, Together).Run();
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
