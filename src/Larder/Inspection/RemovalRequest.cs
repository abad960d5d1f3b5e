namespace Larder.Inspection;

/// <summary>What somebody asks to remove: keys, or a tag, or a pattern.</summary>
public sealed record RemovalRequest
{
    /// <summary>The most keys of one request.</summary>
    public const int MostKeys = 1_000;

    /// <summary>The cache's name; null or empty for the default one.</summary>
    public string? Cache { get; init; }

    /// <summary>Keys; at most 1,000.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>A tag.</summary>
    public string? Tag { get; init; }

    /// <summary>A glob over keys.</summary>
    public string? Pattern { get; init; }
}
