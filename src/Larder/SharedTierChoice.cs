namespace Larder;

/// <summary>Which tier instances share.</summary>
public enum SharedTierChoice
{
    /// <summary>The one that the code names with <c>UseSqlite()</c> or another builder method.</summary>
    Auto,

    /// <summary>None, whatever the code names: memory alone.</summary>
    None,

    /// <summary>The SQLite file.</summary>
    Sqlite,

    /// <summary>Redis.</summary>
    Redis,
}
