namespace Larder;

/// <summary>
/// The keys by which entries in the shared tier are encrypted: the first one encrypts, all of them decrypt. Without any, nothing is encrypted;
/// with one, what is not encrypted is not read. Set in code; docs/guide/values.md tells how to change keys.
/// </summary>
public sealed class EncryptionKeys
{
    private const int KeyBytes = 32;
    private const int LongestId = 64;

    private readonly List<EncryptionKey> _keys = [];

    /// <summary>How many keys there are.</summary>
    public int Count => _keys.Count;

    internal IReadOnlyList<EncryptionKey> All => _keys;

    /// <summary>Adds a key; the bytes are copied.</summary>
    /// <param name="id">Its name in stored entries, not secret: 1 to 64 letters, digits, dashes, dots or underscores; each only once.</param>
    /// <param name="key">32 random bytes.</param>
    /// <exception cref="ArgumentException">The id or the length does not fit, or the id is there already.</exception>
    public EncryptionKeys Add(string id, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > LongestId || !id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_'))
            throw new ArgumentException($"LAR317 The id of an encryption key has 1 to {LongestId} letters, digits, dashes, dots or underscores. Use for instance the month: 2026-11.", nameof(id));
        if (_keys.Exists(held => held.Id == id))
            throw new ArgumentException($"LAR317 There are two encryption keys with the id {id}. Give each its own: stored entries name their key by it.", nameof(id));
        if (key.Length != KeyBytes)
            throw new ArgumentException($"LAR317 The encryption key {id} has {key.Length} bytes. It must have {KeyBytes}, from a random source.", nameof(key));
        _keys.Add(new EncryptionKey(id, key.ToArray()));
        return this;
    }

    /// <summary>Adds a key that is written as Base64, as secret stores hold it.</summary>
    /// <param name="id">As in <see cref="Add"/>.</param>
    /// <param name="key">32 random bytes as Base64.</param>
    /// <exception cref="ArgumentException">As in <see cref="Add"/>, or the text is no Base64.</exception>
    public EncryptionKeys AddBase64(string id, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length)
            ? Add(id, bytes.AsSpan(0, length))
            : throw new ArgumentException($"LAR317 The encryption key {id} is no Base64. It must be {KeyBytes} random bytes as Base64.", nameof(key));
    }

    /// <summary>The ids, never the keys.</summary>
    public override string ToString() => _keys.Count == 0 ? "no keys" : string.Join(", ", _keys.Select(static key => key.Id));
}
