using Npgsql;

namespace Larder.Chaos.Writing;

/// <summary>Compares what was acknowledged with what the database has, and had.</summary>
internal sealed class WriteJudge(NpgsqlDataSource database, Action<string> tell)
{
    private long _seen;

    public int Lost { get; private set; }

    public int Misordered { get; private set; }

    public int Resurrected { get; private set; }

    public int Backwards { get; private set; }

    public int Misread { get; private set; }

    /// <summary>Judges what came since the last time; to be called when nothing is pending. Gives the rows, by their keys.</summary>
    public async Task<IReadOnlyDictionary<string, int>> JudgeAsync(IReadOnlyList<KeySequence> keys)
    {
        var byKey = keys.ToDictionary(static key => key.Key);
        await foreach (var (key, number) in ChangesAsync()) Follow(byKey[key], number);
        var rows = await RowsAsync();
        foreach (var key in keys) Compare(key, rows.TryGetValue(key.Key, out var number) ? number : null);
        return rows;
    }

    /// <summary>An application read this of a key.</summary>
    public void Read(string key, int read, int there)
    {
        if (read != there) Misread += Found($"{key} reads as {read}, the database has {there}.");
    }

    private void Follow(KeySequence key, int? change)
    {
        // A deletion stands for the first one that was asked for after what was there.
        var number = change ?? key.DeleteAfter(key.Applied);
        if (number <= key.Applied) Backwards += Found($"{key.Key} went from write {key.Applied} to {number}.");
        (key.Applied, key.Newest) = (number, Math.Max(number, key.Newest));
    }

    private void Compare(KeySequence key, int? row)
    {
        if (row is not { } there)
        {
            if (key.LastDelete < key.Promised) Lost += Found($"{key.Key} has no row, and write {key.Promised} was acknowledged.");
            return;
        }

        if (there < key.Newest) Misordered += Found($"{key.Key} ends with write {there}, and {key.Newest} was applied.");
        if (there >= key.Promised) return;
        if (key.IsDelete(key.Promised)) Resurrected += Found($"{key.Key} has write {there}, and its deletion {key.Promised} was acknowledged.");
        else Lost += Found($"{key.Key} has write {there}, and {key.Promised} was acknowledged.");
    }

    private async Task<Dictionary<string, int>> RowsAsync()
    {
        await using var command = database.CreateCommand("SELECT id, number FROM rows");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, int>();
        while (await reader.ReadAsync()) rows[reader.GetString(0)] = reader.GetInt32(1);
        return rows;
    }

    private async IAsyncEnumerable<(string Key, int? Number)> ChangesAsync()
    {
        await using var command = database.CreateCommand("SELECT id, number, at FROM changes WHERE at > @seen ORDER BY at");
        command.Parameters.AddWithValue("seen", _seen);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _seen = reader.GetInt64(2);
            yield return (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt32(1));
        }
    }

    private int Found(string what)
    {
        tell(what);
        return 1;
    }
}
