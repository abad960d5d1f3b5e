using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Larder.Memory;

/// <summary>
/// Hashes keys at a quarter of the cost of the runtime's own hash, by folded 128-bit products as in wyhash (Wang Yi, 2019). The seeds are
/// secret and drawn anew for each store, so that nobody can prepare keys that collide; should somebody learn them all the same, the table
/// notices long chains and changes to <see cref="Keyed"/>.
/// </summary>
internal sealed class KeyHash
{
    /// <summary>The runtime's keyed hash (Marvin), for a table whose keys look chosen to collide.</summary>
    public static readonly KeyHash Keyed = new(0, 0);

    /// <summary>2^64 divided by the golden ratio, made odd: spreads numbers that lie close together (Knuth, TAOCP 3, 6.4).</summary>
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private readonly ulong _seed;
    private readonly ulong _secret;

    public KeyHash(ulong seed, ulong secret) => (_seed, _secret) = (seed, secret);

    public static KeyHash Draw() => new(Random64() | 1, Random64() | 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(string key) => _secret == 0 ? (uint)key.GetHashCode() : Fold(key);

    private static ulong Random64() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));

    // Sixteen bytes a step; the last step takes the last sixteen, which may overlap the step before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Fold(string key)
    {
        ref var start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(key.AsSpan()));
        nint size = key.Length * sizeof(char);
        var hash = _seed ^ (ulong)size;
        if (size < 16) return Short(ref start, size, hash);
        for (nint at = 0; size - at > 16; at += 16) hash = Multiply(Eight(ref start, at) ^ _secret, Eight(ref start, at + 8) ^ hash);
        return Finish(Eight(ref start, size - 16), Eight(ref start, size - 8), hash);
    }

    private uint Short(ref byte start, nint size, ulong hash) => size switch
    {
        >= 8 => Finish(Eight(ref start, 0), Eight(ref start, size - 8), hash),
        >= 4 => Finish(Four(ref start, 0), Four(ref start, size - 4), hash),
        2 => Finish(Unsafe.ReadUnaligned<ushort>(ref start), 0, hash),
        _ => Finish(0, 0, hash),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Finish(ulong first, ulong second, ulong hash)
    {
        var folded = Multiply(first ^ _secret, second ^ hash);

        // The segment is told by the highest bits: without this last product one seed in twenty spreads numbered keys unevenly over them.
        return (uint)(((folded ^ (folded >> 32)) * Golden) >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Multiply(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ref byte start, nint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref start, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(ref byte start, nint at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.AddByteOffset(ref start, at));
}
