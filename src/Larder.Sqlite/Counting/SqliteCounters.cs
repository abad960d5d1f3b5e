using Larder.Counting;
using Larder.Sqlite.Storage;
using Larder.Tiers;

namespace Larder.Sqlite.Counting;

/// <summary>
/// Counters in the file: they survive a restart, and all processes add to the same ones. It throws <see cref="TierException"/> when the file
/// can't be used; who registers it decides what then.
/// </summary>
internal sealed class SqliteCounters(SqliteStore store, TimeProvider time) : ICounters, IAsyncDisposable
{
    public async ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default) =>
        await store.WriteAsync(file => Add(file, name, by, keepFor), cancellationToken).ConfigureAwait(false);

    public ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((name, Now), static (file, call) => Get(file, call.name, call.Now)));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    // Added and read in one transaction: no two callers get the same number.
    private long Add(FileConnection file, string name, long by, TimeSpan? keepFor)
    {
        var now = Now;
        var value = unchecked(Get(file, name, now) + by);
        using var command = file.Prepare("""
            INSERT INTO counters (name, value, expires_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET value = ?2, expires_at = ?3
            """);
        command.Bind(1, name).Bind(2, value).Bind(3, keepFor is { } time ? now + (long)time.TotalMilliseconds : null).Run();
        return value;
    }

    private static long Get(FileConnection file, string name, long now)
    {
        using var row = file.Prepare("SELECT value FROM counters WHERE name = ?1 AND (expires_at IS NULL OR expires_at > ?2)");
        row.Bind(1, name).Bind(2, now);
        return row.Step() ? row.Number(0) : 0;
    }
}
