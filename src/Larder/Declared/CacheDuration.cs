using Larder.Settings;

namespace Larder.Declared;

/// <summary>A duration of an attribute: a length, the name of one in the settings, or nothing, which means the cache's default.</summary>
public readonly record struct CacheDuration
{
    private CacheDuration(TimeSpan? length, string? name) => (Length, Name) = (length, name);

    /// <summary>The length, if the attribute gives one.</summary>
    public TimeSpan? Length { get; }

    /// <summary>The name below <c>Larder:Expiration</c>, if the attribute gives one.</summary>
    public string? Name { get; }

    /// <summary>
    /// What an attribute says: a length such as <c>90s</c>, or the name of one in the settings; <c>Default</c> is <see cref="CacheOptions.Expiration"/>.
    /// </summary>
    public static CacheDuration Of(string text) => DurationText.TryParse(text, out var length) ? new(length, null) : new(null, text);

    /// <inheritdoc/>
    public override string ToString() => Name ?? Length?.ToString() ?? "";

    internal bool IsIn(CacheOptions options) => Name is null || IsDefault || options.Expirations.ContainsKey(Name);

    internal TimeSpan? In(CacheOptions options) =>
        Name is null ? Length : IsDefault ? options.Expiration : options.Expirations[Name];

    private bool IsDefault => "Default".Equals(Name, StringComparison.OrdinalIgnoreCase);
}
