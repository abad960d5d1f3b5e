using System.Security.Cryptography;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Storage;

/// <summary>The tables, as numbered migrations: <c>PRAGMA user_version</c> says which have run. docs/formats.md describes them.</summary>
internal static class SqliteSchema
{
    /// <summary>The newest version that this code knows.</summary>
    public const int Version = 5;

    /// <summary>Tells our files from other SQLite files: <c>LRDR</c>.</summary>
    public const int ApplicationId = 0x4C524452;

    private const int FirstStrictVersion = 3037000;

    private static readonly string[][] Migrations =
    [
        [
            "CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL){strict}",
            """
            CREATE TABLE slots (
                id INTEGER PRIMARY KEY,
                kind INTEGER NOT NULL,
                name TEXT NOT NULL,
                state INTEGER NOT NULL,
                version BLOB NOT NULL,
                expires_at INTEGER,
                used_at INTEGER NOT NULL,
                body BLOB NOT NULL){strict}
            """,
            "CREATE UNIQUE INDEX slots_name ON slots (kind, name)",
            "CREATE INDEX slots_expiry ON slots (expires_at) WHERE expires_at IS NOT NULL",
            "CREATE INDEX slots_use ON slots (used_at) WHERE kind = 0 AND state = 1",
            """
            CREATE TABLE changes (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                origin INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                name TEXT NOT NULL,
                at INTEGER NOT NULL){strict}
            """,
            "CREATE TABLE counters (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL, expires_at INTEGER){strict}",
            "CREATE TABLE chores (name TEXT PRIMARY KEY NOT NULL, owner INTEGER NOT NULL, until INTEGER NOT NULL){strict}",
        ],
        [
            """
            CREATE TABLE operations (
                counter TEXT NOT NULL,
                origin INTEGER NOT NULL,
                lane INTEGER NOT NULL,
                sequence INTEGER NOT NULL,
                value INTEGER NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (counter, origin, lane)){strict}
            """,
            "CREATE INDEX operations_age ON operations (at)",
            """
            CREATE TABLE visits (
                subject TEXT NOT NULL,
                day TEXT NOT NULL,
                visitor TEXT NOT NULL,
                at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                PRIMARY KEY (subject, day, visitor)){strict}
            """,
            "CREATE INDEX visits_time ON visits (subject, day, at, visitor)",
            "CREATE INDEX visits_visitor ON visits (visitor)",
            "CREATE INDEX visits_expiry ON visits (expires_at)",
        ],
        [
            "CREATE TABLE holds (name TEXT NOT NULL, holder BLOB NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (name, holder)){strict}",
            "CREATE INDEX holds_end ON holds (until)",
        ],
        [
            """
            CREATE TABLE shards (
                shard TEXT PRIMARY KEY NOT NULL,
                owner TEXT NOT NULL,
                until INTEGER NOT NULL,
                last INTEGER NOT NULL,
                records INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                made INTEGER NOT NULL DEFAULT 0){strict}
            """,
            """
            CREATE TABLE journal (
                shard TEXT NOT NULL,
                seq INTEGER NOT NULL,
                version INTEGER NOT NULL,
                name TEXT NOT NULL,
                body BLOB NOT NULL,
                origin INTEGER NOT NULL,
                pending INTEGER NOT NULL,
                PRIMARY KEY (shard, seq)){strict}
            """,
            "CREATE INDEX journal_pending ON journal (name) WHERE pending = 1",
            """
            CREATE TABLE dead_letters (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                shard TEXT NOT NULL,
                version INTEGER NOT NULL,
                name TEXT NOT NULL,
                body BLOB NOT NULL,
                reason TEXT NOT NULL){strict}
            """,
            "CREATE INDEX dead_letters_shard ON dead_letters (shard, id)",
        ],
        [
            "CREATE TABLE durable (area TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (area, name)){strict}",
        ],
    ];

    /// <summary>Brings the file to <see cref="Version"/> and returns its identity, which is drawn once when the file is made.</summary>
    /// <exception cref="TierException">The file is a newer version's, or another application's; it was left as it is.</exception>
    public static SlotVersion Prepare(FileConnection file, string path)
    {
        if (Check(file, path) < Version) Migrate(file, path);
        return ReadIdentity(file);
    }

    /// <summary>The identity of an open file.</summary>
    public static SlotVersion ReadIdentity(FileConnection file)
    {
        using var row = file.Prepare("SELECT value FROM meta WHERE name = 'file'");
        return row.Step() && row.Bytes(0).Length == SlotVersion.Size ? SlotVersion.Read(row.Bytes(0)) : SlotVersion.None;
    }

    /// <summary>The schema of the file, zero for an empty one. Reads only: a file that is not for us must not be touched.</summary>
    /// <exception cref="TierException">The file is a newer version's, or another application's.</exception>
    public static long Check(FileConnection file, string path)
    {
        var version = file.Number("PRAGMA user_version") ?? 0;
        var application = file.Number("PRAGMA application_id") ?? 0;
        var isEmpty = file.Number("SELECT count(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !isEmpty)
            throw new TierException(TierFailure.Refused,
                $"LAR243 {path} is a database of another application. It was left as it is. Name another file in Larder:Sqlite:Path.");
        if (version > Version)
            throw new TierException(TierFailure.Refused,
                $"LAR243 {path} has schema {version}, made by a newer version of Larder; this one knows schema {Version}. "
                + "It was left as it is. Update this application, or name another file in Larder:Sqlite:Path.");
        return version;
    }

    private static void Migrate(FileConnection file, string path)
    {
        var strict = SQLitePCL.raw.sqlite3_libversion_number() >= FirstStrictVersion
            ? " STRICT" : "";
        file.Run("BEGIN IMMEDIATE");
        try
        {
            // Another process may have done it between our look and our lock.
            var done = (int)Check(file, path);
            foreach (var command in Migrations.Skip(done).SelectMany(commands => commands))
                file.Run(command.Replace("{strict}", strict, StringComparison.Ordinal));

            if (done == 0) DrawIdentity(file);
            file.Run($"PRAGMA application_id = {ApplicationId}");
            file.Run($"PRAGMA user_version = {Version}");
            file.Run("COMMIT");
        }
        finally
        {
            file.Abandon();
        }
    }

    private static void DrawIdentity(FileConnection file)
    {
        using var row = file.Prepare("INSERT INTO meta (name, value) VALUES ('file', ?1)");
        row.Bind(1, RandomNumberGenerator.GetBytes(SlotVersion.Size)).Run();
    }
}
