using System.Globalization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Storage;

/// <summary>Opens the file, makes it when it is missing, and moves a damaged one aside. All under the <see cref="OpeningLock"/>.</summary>
internal sealed class FileOpening(StoreSettings settings, TimeProvider time, StoreLog log)
{
    private static readonly string[] Parts = ["", "-wal", "-shm", "-journal"];

    /// <summary>Opens the file.</summary>
    /// <param name="damaged">The identity of a file that was found damaged; if it is still there, it is moved aside.</param>
    public SqliteSession Open(SlotVersion damaged)
    {
        NativeSqlite.Bind(settings.Search);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(settings.Path)!);
            return OpenUnderLock(damaged);
        }
        catch (SqliteFault fault)
        {
            throw fault.ToTier(settings.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TierException(TierFailure.Unreachable,
                $"LAR241 {settings.Path} can't be opened or made. Check that its directory can be written by this user.", error);
        }
    }

    private SqliteSession OpenUnderLock(SlotVersion damaged)
    {
        if (!CanLock()) return OpenOnce(FileAccessMode.MustExist);
        using var held = OpeningLock.Take(settings);
        MoveRemains();
        try
        {
            var session = OpenOnce(FileAccessMode.CreateIfMissing);

            // Whoever came first has moved the damaged file and made another, with another identity.
            if (damaged.IsNone || session.Identity != damaged) return session;
            session.Retire();
        }
        catch (SqliteFault fault) when (fault.IsCorrupt)
        {
            // Seen under the lock: it is this file that is damaged, not one that somebody is making.
        }

        MoveAside("it is damaged");
        return OpenOnce(FileAccessMode.CreateIfMissing);
    }

    // Where no lock file can be made, no file can be moved or made either: what is there may still be read.
    private bool CanLock()
    {
        try
        {
            using var probe = FileConnection.Open(settings.Path + ".lock", FileAccessMode.CreateIfMissing, TimeSpan.Zero);
            return !probe.IsReadOnly;
        }
        catch (SqliteFault) when (File.Exists(settings.Path))
        {
            return false;
        }
    }

    private SqliteSession OpenOnce(FileAccessMode access)
    {
        var file = FileConnection.Open(settings.Path, access, settings.CommandTimeout);
        try
        {
            SqliteSchema.Check(file, settings.Path);
            if (!file.IsReadOnly) Tune(file);
            var identity = SqliteSchema.Prepare(file, settings.Path);
            if (!file.IsReadOnly) Bound(file);
            var last = file.Number("SELECT seq FROM sqlite_sequence WHERE name = 'changes'") ?? 0;
            return new SqliteSession(settings, file, identity, last);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Tune(FileConnection file)
    {
        // auto_vacuum and page_size hold only if they come before the first table.
        file.Run("PRAGMA auto_vacuum = INCREMENTAL");
        file.Run("PRAGMA journal_mode = WAL");
        file.Run("PRAGMA synchronous = NORMAL");
        file.Run("PRAGMA journal_size_limit = 16777216");
        file.Run("PRAGMA temp_store = MEMORY");
    }

    private void Bound(FileConnection file)
    {
        var pageSize = file.Number("PRAGMA page_size") ?? 4096;
        file.Number($"PRAGMA max_page_count = {settings.MaxBytes / pageSize}");
    }

    // A log or index without its file belongs to a file that was deleted, or cut to nothing, under processes that still hold them.
    // A new file must not share them.
    private void MoveRemains()
    {
        var file = new FileInfo(settings.Path);
        var isEmpty = !file.Exists || file.Length == 0;
        if (isEmpty && Parts[1..].Any(part => File.Exists(settings.Path + part))) MoveAside("it was deleted or emptied while in use");
    }

    private void MoveAside(string why)
    {
        var now = time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var aside = $"{settings.Path}.corrupt-{now}";
        for (var again = 2; Parts.Any(part => File.Exists(aside + part)); again++)
            aside = $"{settings.Path}.corrupt-{now}-{again}";

        foreach (var part in Parts)
            if (File.Exists(settings.Path + part))
                File.Move(settings.Path + part, aside + part);

        log.MovedAside(settings.Path, why, aside);
    }
}
