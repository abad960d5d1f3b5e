namespace Larder;

/// <summary>The shared tier could not be told to hold the keys of a change, and <see cref="CacheOptions.WriterHoldFailure"/> asks that it is not made then.</summary>
/// <param name="keys">The keys.</param>
public sealed class CacheHoldException(IReadOnlyList<string> keys) : CacheException(
    "LAR405",
    $"The shared tier can't be reached, so nothing could be held for the change of \"{keys[0]}\"{(keys.Count > 1 ? $" and {keys.Count - 1} more" : "")}. "
        + "The source was not changed. Try again later, or set WriterHoldFailure to write-and-owe.",
    null)
{
    /// <summary>The keys of the change.</summary>
    public IReadOnlyList<string> Keys => keys;
}
