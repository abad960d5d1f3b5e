namespace Larder;

/// <summary>What a loader may see and change of the entry that it makes. Used by one load only, and not after it ended.</summary>
public sealed class LoadContext<T>
{
    private List<string>? _tags;

    internal LoadContext(string key, CacheLookup<T> stale)
    {
        Key = key;
        Stale = stale;
    }

    /// <summary>The key that is being loaded.</summary>
    public string Key { get; }

    /// <summary>
    /// The value that was held until now, if one is still there past its expiration; for a source that can be asked "has it changed since".
    /// </summary>
    public CacheLookup<T> Stale { get; }

    /// <summary>How long the value will be fresh; more than zero. Null: as the call said.</summary>
    public TimeSpan? Expiration { get; set; }

    /// <summary>How long past that it may be served when loading fails. Null: as the call said.</summary>
    public TimeSpan? StaleFor { get; set; }

    /// <summary>True after <see cref="DoNotKeep"/>.</summary>
    internal bool IsNotKept { get; private set; }

    /// <summary>True when the loader said that its id does not exist.</summary>
    internal bool IsNotThere { get; private set; }

    internal IReadOnlyList<string> AddedTags => _tags ?? (IReadOnlyList<string>)[];

    /// <summary>Adds a group by which the value can be removed, known only now.</summary>
    public void AddTag(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        (_tags ??= []).Add(tag);
    }

    /// <summary>The callers get the value; no tier keeps it.</summary>
    public void DoNotKeep() => IsNotKept = true;

    /// <summary>The source says that the stale value still holds: return the result of this, and it is fresh again.</summary>
    /// <exception cref="InvalidOperationException">There is no stale value.</exception>
    public T NotModified() => Stale.Found
        ? Stale.Value!
        : throw new InvalidOperationException($"There is no stale value under \"{Key}\" that could be \"not modified\". Ask Stale.Found first.");

    internal void SetNotThere() => IsNotThere = true;
}
