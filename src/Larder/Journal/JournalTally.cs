namespace Larder.Journal;

/// <summary>Counts what the engine does.</summary>
internal sealed class JournalTally
{
    private long _batches, _rows, _records, _failures, _dead, _lost;

    public JournalCounts Snapshot() => new(
        Interlocked.Read(ref _batches), Interlocked.Read(ref _rows), Interlocked.Read(ref _records), Interlocked.Read(ref _failures),
        Interlocked.Read(ref _dead), Interlocked.Read(ref _lost));

    public void Applied(int rows, int records)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _rows, rows);
        Interlocked.Add(ref _records, records);
    }

    public void Failed() => Interlocked.Increment(ref _failures);

    public void Buried() => Interlocked.Increment(ref _dead);

    public void Lost() => Interlocked.Increment(ref _lost);
}
