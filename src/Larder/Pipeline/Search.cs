using Larder.Entries;

namespace Larder.Pipeline;

/// <summary>What is looked for in the shared tier.</summary>
/// <param name="Key">The key.</param>
/// <param name="Policy">How its entry shall behave.</param>
/// <param name="Held">The copy that memory has, if any.</param>
/// <param name="Aim">Why the tier is asked.</param>
internal readonly record struct Search<T>(string Key, EntryPolicy Policy, Entry<T>? Held, FindAim Aim)
{
    /// <summary>The tier was asked already and not reached.</summary>
    public bool IsTierAway { get; init; }
}
