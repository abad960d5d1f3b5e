using Larder.Sqlite.Storage;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>The table <c>changes</c>: what each transaction changed, in the order of the commits, for the other processes.</summary>
internal static class ChangeLog
{
    /// <summary>Appends a change, in the transaction that makes it.</summary>
    public static void Append(FileConnection file, long origin, Slot slot, long now)
    {
        using var command = file.Prepare("INSERT INTO changes (origin, kind, name, at) VALUES (?1, ?2, ?3, ?4)");
        command.Bind(1, origin).Bind(2, (int)slot.Kind).Bind(3, slot.Name).Bind(4, now).Run();
    }

    /// <summary>The number of the last change there ever was; it stays when the row is trimmed.</summary>
    public static long Last(FileConnection file) => file.Number("SELECT seq FROM sqlite_sequence WHERE name = 'changes'") ?? 0;

    /// <summary>Removes the oldest rows that are older than a moment; a follower that still needs them hears that everything changed.</summary>
    public static int Trim(FileConnection file, long before, int atMost)
    {
        using var command = file.Prepare(
            "DELETE FROM changes WHERE at < ?1 AND seq IN (SELECT seq FROM changes ORDER BY seq LIMIT ?2)");
        return command.Bind(1, before).Bind(2, atMost).Run();
    }
}
