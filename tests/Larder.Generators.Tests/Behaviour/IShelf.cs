using Larder.Annotations;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>What an application would write, one method for each thing that an attribute can say.</summary>
public interface IShelf
{
    string Label { get; set; }

    [Cached("item:{id}", "1h", Tags = ["items"], RefreshAhead = "10m", StaleFor = "0")]
    ValueTask<Item?> FindAsync(int id, CancellationToken cancellationToken = default);

    [Cached("name:{name}", "Short")]
    ValueTask<Item?> ByNameAsync(string name, CancellationToken cancellationToken = default);

    [Cached("list:{skip}:{limit}", Tags = ["items", "page:{skip}"])]
    Task<IReadOnlyList<Item>> ListAsync(int skip, int limit = 10);

    [Cached("of:{id}")]
    Task<T?> OfAsync<T>(int id);

    [Cached("number:{id}")]
    Task<int?> NumberAsync(int id);

    [Cached("secret:{id}", Sensitive = true)]
    Task<string> SecretAsync(int id);

    [Cached("other:{id}", Cache = "other")]
    Task<int> OtherAsync(int id);

    [CacheBatch("item:{id}", "1h", Tags = ["items"])]
    ValueTask<IReadOnlyDictionary<int, Item>> FindManyAsync(IReadOnlyCollection<int> ids, CancellationToken cancellationToken = default);

    [CachedRecord(typeof(Item))]
    ValueTask<ItemName?> RecordAsync(int id, CancellationToken cancellationToken = default);

    [Invalidates("item:{item.Id}", Tags = ["page:0"], Patterns = ["name:*"])]
    Task SaveAsync(Item item);

    [Invalidates("item:{item.Id}", When = InvalidationTime.AfterEnd)]
    Task SaveOrFailAsync(Item item);

    [Invalidates("item:{item.Id}", Tags = ["items"], When = InvalidationTime.BeforeAndAfter)]
    Task<int> SaveAroundAsync(Item item, CancellationToken cancellationToken = default);

    [CachePut("item:{id}", "1h")]
    Task<Item?> PutAsync(int id, string? name);

    [Invalidates("item:{return.Id}")]
    Task<Item> AddAsync(string name);

    Task<Guid> ScopeAsync();

    int Count(ref int more, out int all);
}
