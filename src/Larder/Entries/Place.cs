namespace Larder.Entries;

/// <summary>Which queue a node is in.</summary>
internal enum Place
{
    /// <summary>None: it is not held, or not yet.</summary>
    Nowhere,

    /// <summary>Came lately, or was hot and was not hit: the next to leave are here.</summary>
    Cold,

    /// <summary>Came back or was hit in time.</summary>
    Hot,

    /// <summary>Was hot, and is cold now.</summary>
    Cooled,
}
