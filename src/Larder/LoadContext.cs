namespace Larder;

/// <summary>What a loader may see and change of the entry that it makes. Used by one load only, and not after it ended.</summary>
public sealed class LoadContext
{
    private readonly Func<object>? _stale;
    private List<string>? _tags;

    internal LoadContext(string key, Func<object>? stale)
    {
        Key = key;
        _stale = stale;
    }

    /// <summary>The key that is being loaded.</summary>
    public string Key { get; }

    /// <summary>How long the value will be fresh; more than zero. Null: as the call said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not more than zero.</exception>
    public TimeSpan? Expiration
    {
        get;
        set => field = EntryTimes.Positive(value, nameof(Expiration));
    }

    /// <summary>How long past that it may be served when loading fails. Null: as the call said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? StaleFor
    {
        get;
        set => field = EntryTimes.NotNegative(value, nameof(StaleFor));
    }

    /// <summary>True after <see cref="DoNotKeep"/>.</summary>
    internal bool IsNotKept { get; private set; }

    /// <summary>True when the loader said that its id does not exist.</summary>
    internal bool IsNotThere { get; private set; }

    internal IReadOnlyList<string> AddedTags => _tags ?? (IReadOnlyList<string>)[];

    /// <summary>
    /// The value that was held until now, if one is still there past its expiration; for a source that can be asked "has it changed since".
    /// </summary>
    public CacheLookup<T> Stale<T>() => _stale?.Invoke() is CacheLookup<T> lookup ? lookup : CacheLookup<T>.Absent;

    /// <summary>The source says that the stale value still holds: return the result of this, and it is fresh again.</summary>
    /// <exception cref="InvalidOperationException">There is no stale value.</exception>
    public T NotModified<T>() => Stale<T>() is { Found: true } stale
        ? stale.Value!
        : throw new InvalidOperationException($"There is no stale value under \"{Key}\" that could be \"not modified\". Ask Stale<{typeof(T).Name}>().Found first.");

    /// <summary>Adds a group by which the value can be removed, known only now.</summary>
    public void AddTag(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        (_tags ??= []).Add(tag);
    }

    /// <summary>The callers get the value; no tier keeps it.</summary>
    public void DoNotKeep() => IsNotKept = true;

    /// <summary>True when only who began the load may have what it brings.</summary>
    internal bool IsPrivate { get; set; }

    /// <summary>For a decorator of a cache that runs a loader by itself: there is no stale value, and nobody keeps what it brings.</summary>
    public static LoadContext Alone(string key) => new(key, stale: null);

    internal void SetNotThere() => IsNotThere = true;
}
