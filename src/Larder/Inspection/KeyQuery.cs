namespace Larder.Inspection;

/// <summary>Which keys somebody wants to see.</summary>
public sealed record KeyQuery
{
    /// <summary>The most keys of a page.</summary>
    public const int MostKeys = 1_000;

    /// <summary>A glob over the keys without the cache's prefix: <c>*</c>, <c>?</c>, <c>[a-z]</c>; <c>\</c> escapes. Default: all.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>Only those with this tag; null: all. Entries are opened for it, so it takes longer.</summary>
    public string? Tag { get; init; }

    /// <summary>Where to look. Default: everywhere.</summary>
    public KeyPlaces Places { get; init; } = KeyPlaces.Memory | KeyPlaces.Shared;

    /// <summary>Where the last page ended; null: from the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>About how many keys to list; 1 to 1,000. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The most characters of pattern, tag and cursor.</summary>
    internal const int MostText = 4_096;

    /// <exception cref="ArgumentException">Something is out of its range.</exception>
    internal void Check()
    {
        if (Limit is < 1 or > MostKeys) throw new ArgumentException($"The limit is 1 to {MostKeys} keys.");
        if (Pattern.Length is 0 or > MostText || Tag?.Length > MostText || Cursor?.Length > MostText)
            throw new ArgumentException($"A pattern, a tag and a cursor have at most {MostText} characters, a pattern at least one.");
        if (Tag is { Length: 0 }) throw new ArgumentException("A tag has at least one character.");
        if (Cursor is { } cursor && (cursor.Length == 0 || cursor[0] is not ('s' or 'm'))) throw new ArgumentException("That is no cursor of a page.");
    }
}
