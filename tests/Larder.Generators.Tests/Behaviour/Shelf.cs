namespace Larder.Generators.Tests.Behaviour;

/// <summary>The implementation, scoped, and dead after its scope.</summary>
public sealed class Shelf : IShelf, IAsyncDisposable
{
    private readonly Ledger _ledger;
    private readonly Guid _id = Guid.NewGuid();
    private bool _isDisposed;

    public Shelf(Ledger ledger)
    {
        _ledger = ledger;
        lock (ledger.Made) ledger.Made.Add(this);
    }

    public string Label { get; set; } = "";

    public bool IsDisposed => Volatile.Read(ref _isDisposed);

    public async ValueTask<Item?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await AskAsync($"find {id}", cancellationToken);
        return Row(id);
    }

    public async ValueTask<Item?> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        await AskAsync($"name {name}", cancellationToken);
        return _ledger.Rows.FirstOrDefault(row => row.Value == name) is { Key: > 0 } row ? new(row.Key, name) : null;
    }

    public async Task<IReadOnlyList<Item>> ListAsync(int skip, int limit)
    {
        await AskAsync($"list {skip} {limit}");
        return [.. _ledger.Rows.OrderBy(static row => row.Key).Skip(skip).Take(limit).Select(static row => new Item(row.Key, row.Value))];
    }

    public async Task<T?> OfAsync<T>(int id)
    {
        await AskAsync($"of {typeof(T).Name} {id}");
        return (T?)Convert.ChangeType(id, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<int?> NumberAsync(int id)
    {
        await AskAsync($"number {id}");
        return id == 0 ? null : id;
    }

    public async Task<string> SecretAsync(int id)
    {
        await AskAsync($"secret {id}");
        return "secret";
    }

    public async Task<int> OtherAsync(int id)
    {
        await AskAsync($"other {id}");
        return id;
    }

    public async ValueTask<IReadOnlyDictionary<int, Item>> FindManyAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
    {
        await AskAsync($"many {string.Join(',', ids.Order())}", cancellationToken);
        return ids.Select(Row).OfType<Item>().ToDictionary(static item => item.Id);
    }

    public async ValueTask<ItemName?> RecordAsync(int id, CancellationToken cancellationToken)
    {
        await AskAsync($"record {id}", cancellationToken);
        return Row(id) is { } item ? new(item.Id, item.Name) : null;
    }

    public Task SaveAsync(Item item) => WriteAsync(item);

    public Task SaveOrFailAsync(Item item) => WriteAsync(item);

    public async Task<int> SaveAroundAsync(Item item, CancellationToken cancellationToken)
    {
        await WriteAsync(item);
        return item.Id;
    }

    public async Task<Item?> PutAsync(int id, string? name)
    {
        if (name is null) return null;
        await WriteAsync(new(id, name));
        return Row(id);
    }

    public async Task<Item> AddAsync(string name)
    {
        var item = new Item(_ledger.Rows.Keys.Max() + 1, name);
        await WriteAsync(item);
        return item;
    }

    public Task<Guid> ScopeAsync() => Task.FromResult(_id);

    public int Count(ref int more, out int all)
    {
        all = _ledger.Rows.Count + more++;
        return _ledger.Rows.Count;
    }

    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, true);
        return default;
    }

    private Item? Row(int id) => _ledger.Rows.TryGetValue(id, out var name) ? new(id, name) : null;

    private async Task WriteAsync(Item item)
    {
        _ledger.Rows[item.Id] = item.Name;
        await AskAsync($"save {item.Id}");
    }

    private async Task AskAsync(string what, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        await _ledger.CallAsync(what, cancellationToken);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
    }
}
