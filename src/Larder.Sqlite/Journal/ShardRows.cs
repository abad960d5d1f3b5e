using System.Globalization;
using Larder.Journal;
using Larder.Sqlite.Storage;

namespace Larder.Sqlite.Journal;

/// <summary>The rows of one cache's journal. Whoever calls is in a transaction, but for what only reads.</summary>
internal sealed class ShardRows(string prefix)
{
    private const string Columns = "SELECT seq, version, name, body, origin FROM journal";

    /// <summary>The row that stands for the whole journal.</summary>
    public string SettingsName => prefix + "journal";

    /// <summary>The number of shards that the journal was begun with; this one if it begins now.</summary>
    public long Settings(FileConnection file, int shards)
    {
        using (var made = file.Prepare("INSERT INTO shards (shard, owner, until, last, records, bytes) VALUES (?1, '', 0, ?2, 0, 0) ON CONFLICT (shard) DO NOTHING"))
            made.Bind(1, SettingsName).Bind(2, shards).Run();
        return Last(file, SettingsName) ?? shards;
    }

    public ClaimOutcome Claim(FileConnection file, int shard, string owner, (long Now, long Until) times)
    {
        Make(file, shard);
        using var claim = file.Prepare("UPDATE shards SET owner = ?2, until = ?3 WHERE shard = ?1 AND (owner = ?2 OR owner = '' OR until <= ?4)");
        if (claim.Bind(1, NameOf(shard)).Bind(2, owner).Bind(3, times.Until).Bind(4, times.Now).Run() == 0) return ClaimOutcome.Refused;
        return MarkMade(file, shard) ? ClaimOutcome.GrantedNew : ClaimOutcome.Granted;
    }

    public bool Release(FileConnection file, int shard, string owner)
    {
        using var release = file.Prepare("UPDATE shards SET owner = '' WHERE shard = ?1 AND owner = ?2");
        return release.Bind(1, NameOf(shard)).Bind(2, owner).Run() > 0;
    }

    /// <summary>A number that the shard has never had.</summary>
    public long Next(FileConnection file, int shard, long above)
    {
        Make(file, shard);
        using (var next = file.Prepare("UPDATE shards SET last = max(last, ?2) + 1 WHERE shard = ?1")) next.Bind(1, NameOf(shard)).Bind(2, above).Run();
        return Number(file, "SELECT last FROM shards WHERE shard = ?1", NameOf(shard));
    }

    public long Append(FileConnection file, JournalAppend append)
    {
        var version = Next(file, append.Shard, append.Above);
        using (var older = file.Prepare("UPDATE journal SET pending = 0 WHERE name = ?1 AND pending = 1")) older.Bind(1, append.Slot.Name).Run();
        Insert(file, append.Shard, new JournalRecord("", version, append.Slot.Name, append.Body, RecordOrigin.Written), version);
        return version;
    }

    public JournalRecord? FindPending(FileConnection file, string name)
    {
        using var row = file.Prepare(Columns + " WHERE name = ?1 AND pending = 1");
        row.Bind(1, name);
        return row.Step() ? Record(row) : null;
    }

    /// <summary>The largest number of a shard; null when there is no such shard, or it was lost and only appended to since.</summary>
    public long? Last(FileConnection file, int shard)
    {
        using var row = file.Prepare("SELECT last FROM shards WHERE shard = ?1 AND made = 1");
        row.Bind(1, NameOf(shard));
        return row.Step() ? row.Number(0) : null;
    }

    public IReadOnlyList<JournalRecord> Read(FileConnection file, int shard, (long After, long UpTo) between, int atMost)
    {
        var records = new List<JournalRecord>();
        using var row = file.Prepare(Columns + " WHERE shard = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4");
        row.Bind(1, NameOf(shard)).Bind(2, between.After).Bind(3, between.UpTo).Bind(4, atMost);
        while (row.Step()) records.Add(Record(row));
        return records;
    }

    public bool Remove(FileConnection file, int shard, JournalRecord record)
    {
        using (var row = file.Prepare("DELETE FROM journal WHERE shard = ?1 AND seq = ?2"))
            if (row.Bind(1, NameOf(shard)).Bind(2, SequenceOf(record)).Run() == 0) return false;
        using var size = file.Prepare("UPDATE shards SET records = records - 1, bytes = bytes - ?2 WHERE shard = ?1");
        size.Bind(1, NameOf(shard)).Bind(2, record.Body.Length).Run();
        return true;
    }

    public void Bury(FileConnection file, int shard, JournalRecord record, string reason)
    {
        using var row = file.Prepare("INSERT INTO dead_letters (shard, version, name, body, reason) VALUES (?1, ?2, ?3, ?4, ?5)");
        row.Bind(1, NameOf(shard)).Bind(2, record.Version).Bind(3, record.Name).Bind(4, record.Body.Span).Bind(5, reason).Run();
    }

    public IReadOnlyList<DeadLetter> Dead(FileConnection file, int shard, string? after, int atMost)
    {
        var letters = new List<DeadLetter>();
        using var row = file.Prepare("SELECT id, version, name, reason, length(body) FROM dead_letters WHERE shard = ?1 AND id > ?2 ORDER BY id LIMIT ?3");
        row.Bind(1, NameOf(shard)).Bind(2, IdOf(after ?? "0")).Bind(3, atMost);
        while (row.Step()) letters.Add(new DeadLetter(shard, Text(row.Number(0)), row.Name(2), row.Number(1), row.Name(3), (int)row.Number(4)));
        return letters;
    }

    public bool Replay(FileConnection file, int shard, string id)
    {
        JournalRecord record;
        using (var row = file.Prepare("SELECT version, name, body FROM dead_letters WHERE shard = ?1 AND id = ?2"))
        {
            row.Bind(1, NameOf(shard)).Bind(2, IdOf(id));
            if (!row.Step()) return false;
            record = new JournalRecord("", row.Number(0), row.Name(1), row.Bytes(2).ToArray(), RecordOrigin.Replayed);
        }

        Insert(file, shard, record, Next(file, shard, record.Version));
        return Drop(file, shard, id);
    }

    public bool Drop(FileConnection file, int shard, string id)
    {
        using var row = file.Prepare("DELETE FROM dead_letters WHERE shard = ?1 AND id = ?2");
        return row.Bind(1, NameOf(shard)).Bind(2, IdOf(id)).Run() > 0;
    }

    public void Settle(FileConnection file, string name, long version)
    {
        using var row = file.Prepare("UPDATE journal SET pending = 0 WHERE name = ?1 AND pending = 1 AND version < ?2");
        row.Bind(1, name).Bind(2, version).Run();
    }

    public JournalSize Measure(FileConnection file, int shard)
    {
        var dead = Number(file, "SELECT count(*) FROM dead_letters WHERE shard = ?1", NameOf(shard));
        using var row = file.Prepare("SELECT records, bytes FROM shards WHERE shard = ?1");
        row.Bind(1, NameOf(shard));
        return row.Step() ? new JournalSize(row.Number(0), row.Number(1), dead) : new JournalSize(0, 0, dead);
    }

    public static long SequenceOf(JournalRecord record) => IdOf(record.Id);

    private void Insert(FileConnection file, int shard, JournalRecord record, long sequence)
    {
        using (var row = file.Prepare("INSERT INTO journal (shard, seq, version, name, body, origin, pending) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))
        {
            row.Bind(1, NameOf(shard)).Bind(2, sequence).Bind(3, record.Version).Bind(4, record.Name).Bind(5, record.Body.Span)
                .Bind(6, (int)record.Origin).Bind(7, record.Origin == RecordOrigin.Written ? 1 : 0).Run();
        }

        using var size = file.Prepare("UPDATE shards SET records = records + 1, bytes = bytes + ?2 WHERE shard = ?1");
        size.Bind(1, NameOf(shard)).Bind(2, record.Body.Length).Run();
    }

    // A shard that was only appended to has not been claimed yet: who claims it is told that it is new.
    private void Make(FileConnection file, int shard)
    {
        using var row = file.Prepare("INSERT INTO shards (shard, owner, until, last, records, bytes) VALUES (?1, '', 0, 0, 0, 0) ON CONFLICT (shard) DO NOTHING");
        row.Bind(1, NameOf(shard)).Run();
    }

    private bool MarkMade(FileConnection file, int shard)
    {
        using var row = file.Prepare("UPDATE shards SET made = 1 WHERE shard = ?1 AND made = 0");
        return row.Bind(1, NameOf(shard)).Run() > 0;
    }

    private static JournalRecord Record(Statement row) =>
        new(Text(row.Number(0)), row.Number(1), row.Name(2), row.Bytes(3).ToArray(), (RecordOrigin)row.Number(4));

    private static long? Last(FileConnection file, string shard)
    {
        using var row = file.Prepare("SELECT last FROM shards WHERE shard = ?1");
        row.Bind(1, shard);
        return row.Step() ? row.Number(0) : null;
    }

    private static long Number(FileConnection file, string sql, string name)
    {
        using var row = file.Prepare(sql);
        row.Bind(1, name);
        return row.Step() ? row.Number(0) : 0;
    }

    private string NameOf(int shard) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{{wb{shard:00}}}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long IdOf(string id) => long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture);
}
