namespace Larder.Diagnostics;

/// <summary>
/// Why keys left memory, for the question "why was this a miss". A fixed table (512 KB), one word a key: 56 bits of its hash and the reason.
/// A later death may take the place of an earlier one, which is then not known any more: never a wrong answer but by a chance of 2^-56.
/// </summary>
internal sealed class Obituaries
{
    private const int Size = 1 << 16;

    private readonly ulong[] _words = new ulong[Size];

    public void Write(string key, MissReason reason)
    {
        var hash = HashOf(key);
        Volatile.Write(ref _words[hash & (Size - 1)], (hash & ~0xFFUL) | (byte)reason);
    }

    /// <summary>Why the key is not there; cold when nothing is known of it, unknown when another key has taken its place.</summary>
    public MissReason Read(string key)
    {
        var hash = HashOf(key);
        var word = Volatile.Read(ref _words[hash & (Size - 1)]);
        if (word == 0) return MissReason.Cold;
        return ((word ^ hash) & ~0xFFUL) == 0 ? (MissReason)(byte)word : MissReason.Unknown;
    }

    private static ulong HashOf(string key)
    {
        var low = (uint)string.GetHashCode(key);
        var high = (uint)string.GetHashCode(key.AsSpan(key.Length / 2)) + (uint)key.Length;
        return ((ulong)high << 32) | low;
    }
}
