using System.Linq.Expressions;

namespace Larder.Records;

/// <summary>How the records of one entity behave.</summary>
/// <typeparam name="TEntity">The entity.</typeparam>
public sealed class RecordOptions<TEntity>
    where TEntity : class
{
    private readonly List<(string Property, Func<string, string> Normalize)> _lookups = [];

    /// <summary>Expirations, load timeout, jitter and tags. A record does not serve stale values, nor does it refresh ahead.</summary>
    public CacheEntryOptions Entry { get; set; } = new();

    /// <summary>How keys read. Default: named.</summary>
    public RecordKeyStyle Keys { get; set; }

    /// <summary>The tag of the entity's paged lists, which every write removes. Null: the family's name and <c>:list</c>.</summary>
    public string? ListTag { get; set; }

    /// <summary>Lets fields stand in the shared tier as plain text although the cache encrypts its entries. Default false: that is refused.</summary>
    public bool AllowPlainText { get; set; }

    internal IReadOnlyList<(string Property, Func<string, string> Normalize)> Lookups => _lookups;

    /// <summary>Finds records also by this property, of which each value belongs to one row at most.</summary>
    /// <param name="field">The property: <c>user => user.Email</c>.</param>
    /// <param name="normalize">Makes texts equal that the database takes for equal, such as upper and lower case. Null: they are compared as they are.</param>
    /// <exception cref="ArgumentException">It is no property.</exception>
    public RecordOptions<TEntity> FindBy<TValue>(Expression<Func<TEntity, TValue>> field, Func<string, string>? normalize = null)
    {
        _lookups.Add((RecordDefinition.PropertyOf(field), normalize ?? (static text => text)));
        return this;
    }
}
