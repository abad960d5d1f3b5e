namespace Larder.Backing;

/// <summary>One row to be saved or deleted.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">The row; null: delete it.</param>
/// <param name="Version">
/// Larger than that of every earlier write of this key, by write-behind. 0: no version; the write is the newest, whatever the row has.
/// </param>
public readonly record struct StoreWrite<TKey, TValue>(TKey Key, TValue? Value, long Version)
    where TKey : notnull
    where TValue : class
{
    /// <summary>Whether the row shall go.</summary>
    public bool IsDelete => Value is null;
}
