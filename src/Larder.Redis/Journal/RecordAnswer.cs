using System.Globalization;
using Larder.Journal;
using Larder.Resp;

namespace Larder.Redis.Journal;

/// <summary>Records as the server gives them. An entry without our fields is a record that nobody can read, and not nothing.</summary>
internal static class RecordAnswer
{
    public static JournalRecord Read(string id, RespValue fields)
    {
        var (version, origin) = (StreamId.Parse(id).Version, RecordOrigin.Written);
        if (Field(fields, "v") is { } first && long.TryParse(first.AsString(), NumberStyles.None, CultureInfo.InvariantCulture, out var given))
            (version, origin) = (given, RecordOrigin.Replayed);
        return new JournalRecord(id, version, Field(fields, "n")?.AsString() ?? "", Field(fields, "b")?.Bytes ?? default, origin);
    }

    public static JournalRecord? ReadOne(RespValue entry) =>
        entry.Items.Count == 2 && !entry.Items[1].IsNull ? Read(entry.Items[0].AsString()!, entry.Items[1]) : null;

    public static DeadLetter ReadDead(int shard, RespValue entry)
    {
        var (id, fields) = (entry.Items[0].AsString()!, entry.Items[1]);
        _ = long.TryParse(Field(fields, "version")?.AsString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        return new DeadLetter(
            shard, id, Field(fields, "n")?.AsString() ?? "", version, Field(fields, "reason")?.AsString() ?? "", Field(fields, "b")?.Bytes.Length ?? 0);
    }

    public static RespValue? Field(RespValue fields, string name)
    {
        for (var i = 0; i + 1 < fields.Items.Count; i += 2)
            if (fields.Items[i].AsString() == name) return fields.Items[i + 1];
        return null;
    }
}
