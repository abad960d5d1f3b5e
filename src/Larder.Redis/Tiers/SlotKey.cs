using System.Text;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Where a slot lives: an entry under its own name, byte for byte, so that other programs meet the keys that they know. Everything else has a
/// sign behind its name that no key of a cache can hold, and so never collides with an entry.
/// </summary>
internal static class SlotKey
{
    /// <summary>The unit separator, a control character: the cache refuses keys that have one.</summary>
    private const char Separator = '\u001f';

    public static string Of(Slot slot) => slot.Kind == SlotKind.Entry ? slot.Name : $"{slot.Name}{Separator}{LetterOf(slot.Kind)}";

    /// <summary>Where the holds of writers on an entry are.</summary>
    public static string HoldsOf(Slot entry) => $"{entry.Name}{Separator}h";

    /// <summary>The slot that lives under this key; an entry if nothing says otherwise.</summary>
    public static Slot Parse(ReadOnlySpan<byte> key)
    {
        var kind = key.Length >= 2 && key[^2] == Separator ? KindOf((char)key[^1]) : SlotKind.Entry;
        return new Slot(kind, Encoding.UTF8.GetString(kind == SlotKind.Entry ? key : key[..^2]));
    }

    /// <summary>Whether an entry lives under this key.</summary>
    public static bool IsEntry(string key) => key.Length < 2 || key[^2] != Separator;

    private static char LetterOf(SlotKind kind) => kind switch
    {
        SlotKind.Tag => 't',
        SlotKind.Prefix => 'p',
        SlotKind.All => 'a',
        SlotKind.Refresh => 'r',
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static SlotKind KindOf(char letter) => letter switch
    {
        't' => SlotKind.Tag,
        'p' => SlotKind.Prefix,
        'a' => SlotKind.All,
        'r' => SlotKind.Refresh,
        _ => SlotKind.Entry,
    };
}
