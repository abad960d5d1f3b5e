using System.Text;

namespace Larder.Counting;

/// <summary>Visits that this process remembers: they end with it.</summary>
internal sealed class LocalVisitors(TimeProvider time) : IVisitorStore
{
    private const int MostInAll = 1_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Subject, DateOnly Day), DayBook> _books = [];
    private int _count;

    public ValueTask<bool> RecordAsync(Visit visit, TimeSpan keepFor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var book = Find(visit.Subject, visit.Day);
            if (book is null)
            {
                Sweep();
                _books[(visit.Subject, visit.Day)] = book = new DayBook();
            }

            book.Until = time.GetTimestamp() + (long)(keepFor.TotalSeconds * time.TimestampFrequency);
            var isNew = !book.Last.TryGetValue(visit.Visitor, out var before);
            if (isNew && (book.Last.Count >= IVisitorStore.MostADay || _count >= MostInAll)) DropOldest(book);
            if (isNew) _count++;
            if (isNew || before < visit.At) book.Last[visit.Visitor] = visit.At;
            return new(isNew);
        }
    }

    public ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var book = Find(subject, day);
            return new(new VisitorCount((book?.Last.Count ?? 0) + (book?.Dropped ?? 0), book is { Dropped: > 0 } ? CountPrecision.Estimated : CountPrecision.Exact));
        }
    }

    public ValueTask<VisitorCount> EstimateAsync(string subject, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var books = days.Select(day => Find(subject, day)).OfType<DayBook>().ToArray();
            var dropped = books.Sum(static book => book.Dropped);
            var count = books.SelectMany(static book => book.Last.Keys).Distinct(StringComparer.Ordinal).LongCount();
            return new(new VisitorCount(count + dropped, dropped > 0 ? CountPrecision.Estimated : CountPrecision.Exact));
        }
    }

    public ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            IEnumerable<Visit> visits = (Find(subject, day)?.Last ?? []).Select(visit => new Visit(subject, day, visit.Key, visit.Value));
            if (page.After is { } after) visits = visits.Where(visit => LatestFirst(visit, after) > 0);
            return new([.. visits.Order(Comparer<Visit>.Create(LatestFirst)).Take(page.Take)]);
        }
    }

    public ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var removed = _books.Values.Count(book => book.Last.Remove(visitor));
            _count -= removed;
            return new(removed);
        }
    }

    private static int LatestFirst(Visit one, Visit other)
    {
        var byTime = other.At.CompareTo(one.At);
        return byTime != 0 ? byTime : Encoding.UTF8.GetBytes(other.Visitor).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(one.Visitor));
    }

    private DayBook? Find(string subject, DateOnly day) =>
        _books.TryGetValue((subject, day), out var book) && book.Until > time.GetTimestamp() ? book : null;

    private void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var (key, book) in _books)
        {
            if (book.Until > now) continue;
            _books.Remove(key);
            _count -= book.Last.Count;
        }
    }

    // A tenth at once, so that a full book does not look for its oldest visit at each new one. If there are too many in all, whole days go first.
    private void DropOldest(DayBook full)
    {
        var oldest = _books.MinBy(static pair => pair.Key.Day);
        if (_count >= MostInAll && oldest.Value != full)
        {
            _books.Remove(oldest.Key);
            _count -= oldest.Value.Last.Count;
            return;
        }

        foreach (var visitor in full.Last.OrderBy(static visit => visit.Value).Take((full.Last.Count + 9) / 10).Select(static visit => visit.Key).ToArray())
        {
            full.Last.Remove(visitor);
            full.Dropped++;
            _count--;
        }
    }

    private sealed class DayBook
    {
        public Dictionary<string, DateTimeOffset> Last { get; } = new(StringComparer.Ordinal);

        public long Dropped { get; set; }

        public long Until { get; set; }
    }
}
