namespace Larder.Sqlite.Storage;

/// <summary>Takes back space from the entries that were used least recently. Marks and leases are never evicted.</summary>
internal static class Eviction
{
    private const int Together = 200;

    /// <summary>Removes a few entries, inside the caller's transaction; returns how many.</summary>
    public static int Step(FileConnection file)
    {
        using var command = file.Prepare(
            "DELETE FROM slots WHERE id IN (SELECT id FROM slots WHERE kind = 0 AND state = 1 ORDER BY used_at LIMIT ?1)");
        return command.Bind(1, Together).Run();
    }

    /// <summary>The file has no room for a write: frees a twentieth of it, in transactions of its own. False if there was nothing to free.</summary>
    public static bool MakeRoom(FileConnection file)
    {
        var wanted = (file.Number("PRAGMA max_page_count") ?? 0) / 20;
        var evicted = 0;
        do
        {
            file.Run("BEGIN IMMEDIATE");
            var step = Step(file);
            file.Run("COMMIT");
            if (step == 0) break;
            evicted += step;
        }
        while (file.Number("PRAGMA freelist_count") < wanted);

        return evicted > 0;
    }
}
