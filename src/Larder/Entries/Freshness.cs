namespace Larder.Entries;

/// <summary>The three states of time.</summary>
internal enum Freshness
{
    /// <summary>May be served.</summary>
    Fresh,

    /// <summary>May be served if loading fails.</summary>
    Stale,

    /// <summary>May not be served.</summary>
    Expired,
}
