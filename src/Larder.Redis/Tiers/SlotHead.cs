using System.Buffers.Binary;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// What stands before the body of every value that this tier writes: which state it is, its version, and when it ends by the server's clock,
/// so that a read needs no second command to know. docs/formats.md has the layout.
/// </summary>
/// <param name="State"><see cref="SlotState.Held"/> or <see cref="SlotState.Leased"/>.</param>
/// <param name="Version">Its identity.</param>
/// <param name="EndsAt">Unix milliseconds by the server's clock, the very moment that Redis was told; zero without an end.</param>
internal readonly record struct SlotHead(SlotState State, SlotVersion Version, long EndsAt)
{
    public const int Size = 28;

    /// <summary>Where the version stands, for scripts that compare it: first and last byte.</summary>
    public const int VersionFrom = 4, VersionTo = VersionFrom + SlotVersion.Size - 1;

    private const byte Format = 1;
    private const int EndsAtFrom = VersionTo + 1;

    // The first byte is none that a text, a number or JSON begins with.
    private static ReadOnlySpan<byte> Magic => [0xF5, (byte)'L', Format];

    public byte[] With(ReadOnlySpan<byte> body)
    {
        var value = new byte[Size + body.Length];
        Magic.CopyTo(value);
        value[Magic.Length] = (byte)(State == SlotState.Leased ? 'P' : 'V');
        Version.Write(value.AsSpan(VersionFrom));
        BinaryPrimitives.WriteInt64BigEndian(value.AsSpan(EndsAtFrom), EndsAt);
        body.CopyTo(value.AsSpan(Size));
        return value;
    }

    /// <summary>False for anything that this tier did not write.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out SlotHead head)
    {
        head = default;
        if (value.Length < Size || !value.StartsWith(Magic)) return false;
        var version = SlotVersion.Read(value[VersionFrom..]);
        var endsAt = BinaryPrimitives.ReadInt64BigEndian(value[EndsAtFrom..]);
        var kind = value[Magic.Length];
        if (version.IsNone || endsAt < 0 || kind is not ((byte)'P' or (byte)'V')) return false;
        head = new SlotHead(kind == 'P' ? SlotState.Leased : SlotState.Held, version, endsAt);
        return true;
    }
}
