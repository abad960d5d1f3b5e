using Larder.Counting;
using Larder.Sqlite.Storage;
using Larder.Tiers;

namespace Larder.Sqlite.Counting;

/// <summary>
/// Counters in the file: they survive a restart, and all processes add to the same ones. It throws <see cref="TierException"/> when the file
/// can't be used; <see cref="MergingCounters"/> keeps the additions then.
/// </summary>
internal sealed class SqliteCounters(SqliteStore store, TimeProvider time) : ICounterStore, IAsyncDisposable
{
    public async ValueTask<long> AddAsync(CounterAddition addition, CancellationToken cancellationToken) =>
        await store.WriteAsync(file => Add(file, addition), cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<long>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((names, Now), static (file, call) => GetAll(file, call.names, call.Now)));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    // Looked up, added and noted in one transaction: no two callers get the same number, and no addition counts twice.
    private long Add(FileConnection file, CounterAddition addition)
    {
        if (FindDone(file, addition) is { } made) return made;
        var now = Now;
        var value = unchecked(Get(file, addition.Name, now) + addition.By);
        using (var command = file.Prepare("""
            INSERT INTO counters (name, value, expires_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET value = ?2, expires_at = ?3
            """))
            command.Bind(1, addition.Name).Bind(2, value).Bind(3, addition.KeepFor is { } span ? now + (long)span.TotalMilliseconds : null).Run();
        Note(file, addition, value, now);
        return value;
    }

    /// <summary>The value that this very addition made, or, of one that a later addition of its lane has overtaken, the value now.</summary>
    private long? FindDone(FileConnection file, CounterAddition addition)
    {
        var (origin, lane, sequence) = addition.Operation;
        using var row = file.Prepare("SELECT sequence, value FROM operations WHERE counter = ?1 AND origin = ?2 AND lane = ?3");
        row.Bind(1, addition.Name).Bind(2, origin).Bind(3, lane);
        if (!row.Step() || row.Number(0) < sequence) return null;
        return row.Number(0) == sequence ? row.Number(1) : Get(file, addition.Name, Now);
    }

    private static void Note(FileConnection file, CounterAddition addition, long value, long now)
    {
        var (origin, lane, sequence) = addition.Operation;
        using var command = file.Prepare("""
            INSERT INTO operations (counter, origin, lane, sequence, value, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (counter, origin, lane) DO UPDATE SET sequence = ?4, value = ?5, at = ?6
            """);
        command.Bind(1, addition.Name).Bind(2, origin).Bind(3, lane).Bind(4, sequence).Bind(5, value).Bind(6, now).Run();
    }

    private static IReadOnlyList<long> GetAll(FileConnection file, IReadOnlyList<string> names, long now) => [.. names.Select(name => Get(file, name, now))];

    private static long Get(FileConnection file, string name, long now)
    {
        using var row = file.Prepare("SELECT value FROM counters WHERE name = ?1 AND (expires_at IS NULL OR expires_at > ?2)");
        row.Bind(1, name).Bind(2, now);
        return row.Step() ? row.Number(0) : 0;
    }
}
