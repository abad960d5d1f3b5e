using System.Buffers.Binary;
using Larder.Serialization;
using Larder.Validity;

namespace Larder.Tests.Serialization;

public sealed class FrameTests
{
    private static readonly FrameMark[] Marks =
    [
        new(SlotKind.All, "", new SlotVersion(1, 2)),
        new(SlotKind.Tag, "fruit", new SlotVersion(3, 4)),
        new(SlotKind.Tag, "größe 😀", new SlotVersion(5, 6)),
    ];

    private readonly EntryCodec _codec = new(new SerializerRegistry(null));

    public static TheoryData<int> Lengths() => [0, 1, 7, 8, 9, 100, 5_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_frame_comes_back_as_it_was(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        var frame = Encode(bytes);

        Assert.True(_codec.TryDecode<byte[]>(frame, out var header, out var value));
        Assert.Equal(bytes, value);
        Assert.Equal(TimeSpan.FromMinutes(10), header.StaleFor);
        Assert.Equal(TimeSpan.FromMicroseconds(1234), header.LoadTime);
        Assert.Equal(Marks, header.Marks);
    }

    [Fact]
    public void Values_of_many_types_come_back()
    {
        Same(0);
        Same(-1.5m);
        Same("");
        Same("text \"quoted\" 😀");
        Same(true);
        Same(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)));
        Same(new DateOnly(2026, 1, 2));
        Same(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
        Same(new Point(1, null));
        Same<int?>(null);
        Same<string?>(null);
        Same(Array.Empty<byte>());
        Same(new List<int> { 1, 2, 3 });
    }

    [Fact]
    public void A_frame_with_one_bit_changed_is_not_read()
    {
        var frame = Encode([1, 2, 3, 4, 5]);

        for (var bit = 0; bit < frame.Length * 8; bit++)
        {
            var damaged = (byte[])frame.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_codec.TryDecode<byte[]>(damaged, out _, out _), $"bit {bit}");
        }
    }

    [Fact]
    public void A_frame_that_was_cut_is_not_read()
    {
        var frame = Encode([1, 2, 3, 4, 5]);

        for (var length = 0; length < frame.Length; length++) Assert.False(_codec.TryDecode<byte[]>(frame.AsMemory(0, length), out _, out _));
    }

    [Fact]
    public void Bytes_of_any_kind_are_not_read_and_never_throw()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (bytes.Length > 1) (bytes[0], bytes[1]) = (FrameHeader.Magic, FrameHeader.Version);
            Assert.False(_codec.TryDecode<string>(bytes, out _, out _));
        }
    }

    [Fact]
    public void A_header_that_lies_about_its_lengths_is_not_read_even_with_a_right_checksum()
    {
        var frame = Encode([1, 2, 3]);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(20), ushort.MaxValue);
        Resign(frame);

        Assert.False(FrameHeader.TryRead(frame, out _, out _));
    }

    [Fact]
    public void A_frame_of_another_type_or_version_or_with_an_unknown_flag_is_not_read()
    {
        var frame = Encode([1, 2, 3]);

        Assert.False(_codec.TryDecode<string>(frame, out _, out _));
        Assert.False(_codec.TryDecode<byte[]>(Changed(1, 2), out _, out _));
        Assert.False(_codec.TryDecode<byte[]>(Changed(3, 0x80), out _, out _));

        byte[] Changed(int at, byte value)
        {
            var changed = (byte[])frame.Clone();
            changed[at] = value;
            Resign(changed);
            return changed;
        }
    }

    [Fact]
    public void A_payload_that_its_serializer_refuses_is_not_read()
    {
        var frame = EntryCodec.Encode<Point>("{ not json"u8, isNull: false, TimeSpan.Zero, TimeSpan.Zero, []);

        Assert.False(_codec.TryDecode<Point>(frame, out _, out _));
    }

    private static void Resign(byte[] frame) =>
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), FrameHeader.ChecksumOf(frame));

    private static byte[] Encode(byte[] payload) =>
        EntryCodec.Encode<byte[]>(payload, isNull: false, TimeSpan.FromMinutes(10), TimeSpan.FromMicroseconds(1234), Marks);

    private void Same<T>(T value)
    {
        var payload = _codec.Serialize(value);
        var frame = EntryCodec.Encode<T>(payload.Span, value is null, TimeSpan.Zero, TimeSpan.Zero, []);
        Assert.True(_codec.TryDecode<T>(frame, out _, out var read));
        Assert.Equal(value, read);
    }

    private sealed record Point(int X, string? Name);
}
