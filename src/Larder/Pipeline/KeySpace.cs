using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>Keys of callers and their addresses in the shared tier: the cache's prefix in front, byte for byte.</summary>
internal sealed class KeySpace(string prefix, int maxKeyLength)
{
    /// <summary>The mark that every entry depends on.</summary>
    public Slot All { get; } = new(SlotKind.All, prefix);

    /// <summary>Renewed with every tag: a load whose tags were not known before it started asks by it whether one was renewed meanwhile.</summary>
    public Slot AnyTag { get; } = new(SlotKind.Tag, prefix);

    public Slot Entry(string key) => new(SlotKind.Entry, prefix + key);

    public Slot Refresh(string key) => new(SlotKind.Refresh, prefix + key);

    public Slot Mark(SlotKind kind, string name) => new(kind, prefix + name);

    /// <summary>The name as the cache knows it.</summary>
    public string NameOf(Slot slot) => slot.Name[prefix.Length..];

    /// <summary>False when the slot belongs to another cache.</summary>
    public bool Owns(Slot slot) => slot.Name.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>A glob over the whole names in the tier.</summary>
    public string Pattern(string pattern) => Glob.Escape(prefix) + pattern;

    /// <exception cref="ArgumentException">The key is empty, too long, or has characters that no tier could keep apart.</exception>
    public void Check(string key, string what = "key")
    {
        ArgumentNullException.ThrowIfNull(key, what);
        if (key.Length == 0) throw new ArgumentException($"LAR311 A {what} is empty. Give it at least one character.", what);
        if (key.Length > maxKeyLength)
        {
            throw new ArgumentException(
                $"LAR312 A {what} has {key.Length} characters, more than MaxKeyLength ({maxKeyLength}); it begins with \"{key[..Math.Min(32, maxKeyLength)]}\". Shorten it, for instance by a hash of its long part.",
                what);
        }

        if (!key.AsSpan().ContainsAnyExceptInRange(' ', '~')) return;
        for (var i = 0; i < key.Length; i++)
        {
            if (char.IsControl(key[i]))
                throw new ArgumentException($"LAR313 A {what} has the control character U+{(int)key[i]:X4} at position {i}. Encode or leave it out.", what);
            if (!char.IsSurrogate(key[i])) continue;
            if (!char.IsSurrogatePair(key, i))
                throw new ArgumentException($"LAR314 A {what} has half a surrogate pair at position {i}: it is no text. Encode binary data, for instance as Base64.", what);
            i++;
        }
    }
}
