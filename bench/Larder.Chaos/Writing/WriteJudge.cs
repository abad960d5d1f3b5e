using Npgsql;

namespace Larder.Chaos.Writing;

/// <summary>Compares what was acknowledged with what the database has, and had.</summary>
internal sealed class WriteJudge(NpgsqlDataSource database, Action<string> tell)
{
    public int Lost { get; private set; }

    public int Misordered { get; private set; }

    public int Resurrected { get; private set; }

    public int Backwards { get; private set; }

    public int Misread { get; set; }

    /// <param name="key">What was done to it.</param>
    /// <param name="mayLose">Whether the last writes may be lost: then only their order is judged.</param>
    public async Task JudgeAsync(KeySequence key, bool mayLose)
    {
        var changes = await ChangesAsync(key.Key);
        var (last, newest) = (0, 0);
        foreach (var change in changes)
        {
            // A deletion stands for the first one that was asked for after what was there.
            var number = change ?? key.DeleteAfter(last);
            if (number <= last) Backwards += Found($"{key.Key} went from write {last} to {number}.");
            (last, newest) = (number, Math.Max(newest, number));
        }

        var row = changes.Count > 0 ? changes[^1] : null;
        if (row is { } there && there < newest) Misordered += Found($"{key.Key} ends with write {there}, and {newest} was applied.");
        if (mayLose) return;
        if (row is { } present && present < key.Acknowledged)
        {
            if (key.IsDelete(key.Acknowledged)) Resurrected += Found($"{key.Key} has write {present}, and its deletion {key.Acknowledged} was acknowledged.");
            else Lost += Found($"{key.Key} has write {present}, and {key.Acknowledged} was acknowledged.");
        }
        else if (row is null && key.Acknowledged > 0 && key.LatestOf(null) < key.Acknowledged)
        {
            Lost += Found($"{key.Key} has no row, and write {key.Acknowledged} was acknowledged.");
        }
    }

    public async Task<int> NumberOfAsync(string key)
    {
        await using var command = database.CreateCommand("SELECT number FROM rows WHERE id = @id");
        command.Parameters.AddWithValue("id", key);
        return await command.ExecuteScalarAsync() as int? ?? 0;
    }

    private async Task<List<int?>> ChangesAsync(string key)
    {
        await using var command = database.CreateCommand("SELECT number FROM changes WHERE id = @id ORDER BY at");
        command.Parameters.AddWithValue("id", key);
        await using var reader = await command.ExecuteReaderAsync();
        var changes = new List<int?>();
        while (await reader.ReadAsync()) changes.Add(reader.IsDBNull(0) ? null : reader.GetInt32(0));
        return changes;
    }

    private int Found(string what)
    {
        tell(what);
        return 1;
    }
}
