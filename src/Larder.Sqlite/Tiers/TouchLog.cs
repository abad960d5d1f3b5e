using System.Collections.Concurrent;
using Larder.Sqlite.Storage;

namespace Larder.Sqlite.Tiers;

/// <summary>Which rows were used, kept until the sweeper writes it down: eviction asks for the order of use, and a read must not write.</summary>
internal sealed class TouchLog
{
    private const long WorthKeepingMs = 60_000;
    private const int MostKept = 20_000;
    private readonly ConcurrentDictionary<long, long> _used = new();
    private int _count;

    /// <summary>A row was read. Noted at most once a minute.</summary>
    public void Note(long id, long usedAt, long now)
    {
        if (now - usedAt < WorthKeepingMs || Volatile.Read(ref _count) >= MostKept) return;
        if (_used.TryAdd(id, now)) Interlocked.Increment(ref _count);
    }

    /// <summary>Takes out some notes.</summary>
    public List<KeyValuePair<long, long>> Take(int atMost)
    {
        var taken = new List<KeyValuePair<long, long>>();
        foreach (var note in _used)
        {
            if (taken.Count == atMost) break;
            if (!_used.TryRemove(note)) continue;
            Interlocked.Decrement(ref _count);
            taken.Add(note);
        }

        return taken;
    }

    /// <summary>Writes notes down, in the caller's transaction.</summary>
    public static int Write(FileConnection file, List<KeyValuePair<long, long>> notes)
    {
        var written = 0;
        foreach (var (id, at) in notes)
        {
            using var command = file.Prepare("UPDATE slots SET used_at = ?2 WHERE id = ?1 AND used_at < ?2");
            written += command.Bind(1, id).Bind(2, at).Run();
        }

        return written;
    }
}
