using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Larder.Testing.Conformance;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Sqlite.Tests.Support;

/// <summary>A real file for the conformance suite. Each instance has connections of its own, as another process would.</summary>
internal sealed class FilePlace : ITierUnderTest
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "larder-sqlite-" + Guid.NewGuid().ToString("N"));
    private readonly List<ISharedTier> _opened = [];

    private string Database => Path.Combine(_directory, "cache.db");

    private StoreSettings Settings => new(Database, 64 << 20, TimeSpan.FromSeconds(5), LibrarySearch.ForThisSystem());

    public TierTraits Traits { get; } =
        new("sqlite", Follow.Polled, TimeSpan.FromMilliseconds(20), 16 << 20, TierFeatures.Durable | TierFeatures.Evicts | TierFeatures.WriterHolds);

    public Func<CancellationToken, ValueTask<IAsyncDisposable>> Outage => TakeAway;

    public Func<Slot, CancellationToken, ValueTask> WriteForeign => ScribbleAsync;

    public Func<ISharedTier, CancellationToken, ValueTask> BreakStream => SwapAsync;

    public Func<CancellationToken, ValueTask<IWriterHolds>> OpenHolds => _ =>
        new(SqliteHolds.Open(Settings, TimeProvider.System, new Random(1), new StoreLog(NullLogger.Instance)));

    public ValueTask<ISharedTier> OpenAsync(IChangeSink sink, CancellationToken cancellationToken)
    {
        var tier = new SqliteTier(Settings, sink, TimeProvider.System, new Random(1), new StoreLog(NullLogger.Instance));
        _opened.Add(tier);
        return new(tier);
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_directory)) Directory.Delete(_directory, recursive: true);
        return default;
    }

    /// <summary>The file and all that belongs to it is gone, and something else stands in its way.</summary>
    private ValueTask<IAsyncDisposable> TakeAway(CancellationToken cancellationToken)
    {
        // Under the lock, so that no instance finds half of it and moves the rest aside.
        NativeSqlite.Bind(Settings.Search);
        Directory.CreateDirectory(_directory);
        using var held = OpeningLock.Take(Settings);
        var aside = Directory.CreateDirectory(Path.Combine(_directory, "aside")).FullName;
        MoveParts(_directory, aside);
        Directory.CreateDirectory(Database);
        return new(new Return(this, aside));
    }

    /// <summary>A program that knows nothing of versions writes into the row.</summary>
    private async ValueTask ScribbleAsync(Slot slot, CancellationToken cancellationToken)
    {
        // Before the first instance there is no file to write into.
        await using (var maker = new SqliteStore(Settings, TimeProvider.System, new Random(1), new StoreLog(NullLogger.Instance), static () => { }))
            maker.Current();

        using var raw = FileConnection.Open(Database, FileAccessMode.MustExist, TimeSpan.FromSeconds(5));
        raw.Run("BEGIN IMMEDIATE");
        using (var clear = raw.Prepare("DELETE FROM slots WHERE kind = ?1 AND name = ?2")) clear.Bind(1, (int)slot.Kind).Bind(2, slot.Name).Run();
        using (var write = raw.Prepare("INSERT INTO slots (kind, name, state, version, used_at, body) VALUES (?1, ?2, 9, x'', 0, x'FF')"))
            write.Bind(1, (int)slot.Kind).Bind(2, slot.Name).Run();
        using (var tell = raw.Prepare("INSERT INTO changes (origin, kind, name, at) VALUES (0, ?1, ?2, 0)"))
            tell.Bind(1, (int)slot.Kind).Bind(2, slot.Name).Run();
        raw.Run("COMMIT");
    }

    /// <summary>Puts a copy in the place of the file, which every instance follows, and waits until all of them read it.</summary>
    private async ValueTask SwapAsync(ISharedTier tier, CancellationToken cancellationToken)
    {
        using (var raw = FileConnection.Open(Database, FileAccessMode.MustExist, TimeSpan.FromSeconds(5)))
            raw.Run($"VACUUM INTO '{Database}-copy'");
        using (OpeningLock.Take(Settings))
        {
            File.Move(Database + "-copy", Database, overwrite: true);
            File.Delete(Database + "-wal");
            File.Delete(Database + "-shm");
        }

        foreach (var opened in _opened)
            await Until.WorksAsync<SlotRead, TierException>(async () => await TierBench.ReadAsync(opened, TierBench.Entry("any")));
    }

    private static void MoveParts(string from, string to)
    {
        foreach (var part in new[] { "cache.db", "cache.db-wal", "cache.db-shm" })
            if (File.Exists(Path.Combine(from, part)))
                File.Move(Path.Combine(from, part), Path.Combine(to, part), overwrite: true);
    }

    private sealed class Return(FilePlace place, string aside) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            using var held = OpeningLock.Take(place.Settings);
            Directory.Delete(place.Database);
            MoveParts(aside, place._directory);
            return default;
        }
    }
}
