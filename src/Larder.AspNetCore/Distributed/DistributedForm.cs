using System.Buffers;
using System.Buffers.Binary;

namespace Larder.AspNetCore.Distributed;

/// <summary>
/// A value of <c>IDistributedCache</c> with its times in front: how long it lives without use, when it ends at the latest, when it was last made to last.
/// </summary>
/// <param name="Sliding">How long it lives without use; null: that does not end it.</param>
/// <param name="EndsAt">When it ends at the latest; null: never.</param>
/// <param name="TouchedAt">When it was written, or last made to last.</param>
internal readonly record struct DistributedForm(TimeSpan? Sliding, DateTimeOffset? EndsAt, DateTimeOffset TouchedAt)
{
    private const byte Version = 1;
    private const int HeaderSize = 25;

    /// <summary>What has no end of its own lives so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Whether a use shall make it last again: not more often than in each quarter of its time.</summary>
    public bool IsTouchDue(DateTimeOffset now) => Sliding is { } sliding && now - TouchedAt >= sliding / 4;

    public bool IsOver(DateTimeOffset now) => EndsAt <= now;

    /// <summary>How long it is stored from now: a quarter longer than it lives without use, since a use in the first quarter leaves no trace.</summary>
    public TimeSpan Lifetime(DateTimeOffset now)
    {
        var lifetime = Sliding is { } sliding && sliding < Longest ? sliding * 1.25 : Longest;
        return EndsAt is { } end && end - now < lifetime ? end - now : lifetime;
    }

    public CacheBytes Write(ReadOnlySequence<byte> value)
    {
        var bytes = new byte[HeaderSize + value.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), Sliding?.Ticks ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(9), EndsAt?.UtcTicks ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(17), TouchedAt.UtcTicks);
        value.CopyTo(bytes.AsSpan(HeaderSize));
        return new CacheBytes(bytes);
    }

    /// <summary>False for what <see cref="Write"/> did not write.</summary>
    public static bool TryRead(CacheBytes? stored, out DistributedForm form, out ReadOnlyMemory<byte> value)
    {
        (form, value) = (default, default);
        if (stored is not { Memory: { Length: >= HeaderSize } bytes } || bytes.Span[0] != Version) return false;
        var (sliding, end, touched) = (Number(bytes, 1), Number(bytes, 9), Number(bytes, 17));
        if (sliding < 0 || !IsMoment(end) || !IsMoment(touched)) return false;
        form = new DistributedForm(
            sliding == 0 ? null : new TimeSpan(sliding), end == 0 ? null : new DateTimeOffset(end, TimeSpan.Zero), new DateTimeOffset(touched, TimeSpan.Zero));
        value = bytes[HeaderSize..];
        return true;
    }

    private static long Number(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[at..]);

    private static bool IsMoment(long ticks) => ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
}
