namespace Larder.Declared;

/// <summary>A duration of an attribute: a length, the name of one in the settings, or nothing, which means the cache's default.</summary>
public readonly record struct CacheDuration
{
    private CacheDuration(TimeSpan? length, string? name) => (Length, Name) = (length, name);

    /// <summary>The length, if the attribute gives one.</summary>
    public TimeSpan? Length { get; }

    /// <summary>The name below <c>Larder:Expiration</c>, if the attribute gives one.</summary>
    public string? Name { get; }

    /// <summary>A length.</summary>
    public static CacheDuration Of(TimeSpan length) => new(length, null);

    /// <summary>The length that the settings have under a name; <c>Default</c> is <see cref="CacheOptions.Expiration"/>.</summary>
    public static CacheDuration Named(string name) => new(null, name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? Length?.ToString() ?? "";

    internal bool IsIn(CacheOptions options) => Name is null || IsDefault || options.Expirations.ContainsKey(Name);

    internal TimeSpan? In(CacheOptions options) =>
        Name is null ? Length : IsDefault ? options.Expiration : options.Expirations[Name];

    private bool IsDefault => "Default".Equals(Name, StringComparison.OrdinalIgnoreCase);
}
