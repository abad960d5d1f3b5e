using System.Text.Json;
using Larder.Serialization;
using Larder.Validity;

namespace Larder.Tests.Serialization;

/// <summary>Codecs and headers for tests.</summary>
internal static class Codecs
{
    public const string Name = "shop:product:7";
    public const int MaxValueBytes = 1 << 20;
    public const int Never = int.MaxValue;

    public static readonly FrameTimes Times = new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(10), TimeSpan.FromMicroseconds(1234));

    public static readonly FrameMark[] Marks =
    [
        new(SlotKind.All, "", new SlotVersion(1, 2)),
        new(SlotKind.Tag, "fruit", new SlotVersion(3, 4)),
        new(SlotKind.Tag, "größe 😀", new SlotVersion(5, 6)),
    ];

    public static FrameHeader Header => new(FrameFlags.None, Times, default, Marks);

    public static EntryCodec Make(EncryptionKeys? keys = null, JsonSerializerOptions? json = null, ForeignSerializers? foreign = null) =>
        new(new SerializerRegistry(json, foreign ?? ForeignSerializers.None), new SharingRules([], FieldSight.Fields), new FrameSeal(keys ?? new EncryptionKeys()), MaxValueBytes);

    public static byte[] Encode<T>(this EntryCodec codec, T value, int compressAbove = Never) =>
        codec.Encode<T>(Name, value is null ? Header with { Flags = FrameFlags.Null } : Header, codec.Pack(value, value is null).Payload.Span, compressAbove);

    public static bool CanRead<T>(this EntryCodec codec, ReadOnlyMemory<byte> frame, string name = Name) => codec.TryDecode<T>(name, frame, out _, out _);

    public static T Read<T>(this EntryCodec codec, ReadOnlyMemory<byte> frame)
    {
        Assert.True(codec.TryDecode<T>(Name, frame, out _, out var content));
        return content.Value;
    }

    /// <summary>The frame with other bytes from a place on, and with the checksum that an attacker would write.</summary>
    public static byte[] With(this byte[] frame, int at, params ReadOnlySpan<byte> bytes)
    {
        var changed = (byte[])frame.Clone();
        bytes.CopyTo(changed.AsSpan(at));
        FrameChecksum.Write(changed);
        return changed;
    }
}
