namespace Larder.Declared;

/// <summary>The entries that one method with an attribute makes or reads: their keys and how they behave.</summary>
/// <param name="key">The template of their keys: <c>product:{id}</c>.</param>
/// <param name="method">The method, with its type: <c>Shop.IProducts.FindAsync(int)</c>.</param>
/// <param name="result">The type of a value.</param>
/// <param name="expiration">How long a value is fresh, as the attribute says it; empty: the cache's default.</param>
public class CacheFamily(string key, string method, Type result, string expiration = "")
{
    /// <summary>The template of the keys, as the attribute has it; type arguments that were added are in it.</summary>
    public string Key { get; } = key;

    /// <summary>The method, with its type.</summary>
    public string Method { get; } = method;

    /// <summary>The type of a value; of a generic method, the type definition that is known, or <c>object</c>.</summary>
    public Type Result { get; } = result;

    /// <summary>What all keys of the family begin with.</summary>
    public string Prefix { get; } = TemplateText.Before(key);

    /// <summary>The name of the cache; empty: the default one.</summary>
    public string Cache { get; init; } = "";

    /// <summary>How long a value is fresh.</summary>
    public CacheDuration Expiration { get; } = expiration.Length == 0 ? default : CacheDuration.Of(expiration);

    /// <summary>How long memory keeps a value.</summary>
    public CacheDuration MemoryExpiration { get; init; }

    /// <summary>How long past expiration a value may be served when loading fails.</summary>
    public CacheDuration StaleFor { get; init; }

    /// <summary>How long before expiration a read loads anew in the background.</summary>
    public CacheDuration RefreshAhead { get; init; }

    /// <summary>How long a null, or an id that is not there, is remembered.</summary>
    public CacheDuration NegativeExpiration { get; init; }

    /// <summary>The tags of all its values.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The templates of the tags that depend on arguments.</summary>
    public IReadOnlyList<string> TagTemplates { get; init; } = [];

    /// <summary>True if values leave this process only encrypted, and must not be shown.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Its place among the families of its service.</summary>
    internal int Index { get; set; }

    internal IEnumerable<(string What, CacheDuration Duration)> Durations =>
    [
        (nameof(Expiration), Expiration), (nameof(MemoryExpiration), MemoryExpiration), (nameof(StaleFor), StaleFor),
        (nameof(RefreshAhead), RefreshAhead), (nameof(NegativeExpiration), NegativeExpiration),
    ];

    /// <summary>How its entries behave in a cache with these options; null: as that says.</summary>
    internal CacheEntryOptions? In(CacheOptions options)
    {
        var mayShare = !IsSensitive || options.EncryptionKeys.Count > 0;
        if (mayShare && Tags.Count == 0 && Durations.All(static named => named.Duration == default)) return null;
        return new CacheEntryOptions
        {
            Expiration = Expiration.In(options),
            MemoryExpiration = MemoryExpiration.In(options),
            StaleFor = StaleFor.In(options),
            RefreshAhead = RefreshAhead.In(options),
            NegativeExpiration = NegativeExpiration.In(options),
            Tags = Tags,
            Tiers = mayShare ? CacheTiers.All : CacheTiers.All & ~(CacheTiers.ReadShared | CacheTiers.WriteShared),
        };
    }
}
