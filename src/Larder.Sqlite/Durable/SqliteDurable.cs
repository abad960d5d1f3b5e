using Larder.Durable;
using Larder.Sqlite.Storage;

namespace Larder.Sqlite.Durable;

/// <summary>Durable values in the file: no sweep and no eviction comes near their table.</summary>
internal sealed class SqliteDurable(SqliteStore store) : IDurableStore, IAsyncDisposable
{
    public bool OutlivesProcess => true;

    public ValueTask<IReadOnlyList<DurableValue>> ReadAsync(string set, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read(set, static (file, set) => All(file, set)));
    }

    public async ValueTask PutAsync(string set, DurableValue value, CancellationToken cancellationToken) => await store.WriteAsync(
        file =>
        {
            using var command = file.Prepare("INSERT INTO durable (area, name, value) VALUES (?1, ?2, ?3) ON CONFLICT (area, name) DO UPDATE SET value = ?3");
            return command.Bind(1, set).Bind(2, value.Name).Bind(3, value.Text).Run();
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> RemoveAsync(string set, string name, CancellationToken cancellationToken) => await store.WriteAsync(
        file =>
        {
            using var command = file.Prepare("DELETE FROM durable WHERE area = ?1 AND name = ?2");
            return command.Bind(1, set).Bind(2, name).Run() > 0;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static IReadOnlyList<DurableValue> All(FileConnection file, string set)
    {
        using var row = file.Prepare("SELECT name, value FROM durable WHERE area = ?1 ORDER BY name");
        row.Bind(1, set);
        var values = new List<DurableValue>();
        while (row.Step()) values.Add(new DurableValue(row.Name(0), row.Name(1)));
        return values;
    }
}
