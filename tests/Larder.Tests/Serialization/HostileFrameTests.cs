using System.Buffers.Binary;
using Larder.Serialization;
using Larder.Validity;

namespace Larder.Tests.Serialization;

/// <summary>Whatever a tier returns, it is refused without an exception and without taking room that the bytes do not justify.</summary>
public sealed class HostileFrameTests
{
    private const int MarkCountAt = 36;
    private const int FirstMarkAt = 40;

    private static readonly EncryptionKeys Keys = new EncryptionKeys().Add("2026-11", new byte[32]);

    public static TheoryData<bool> Rings() => [false, true];

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_frame_with_one_byte_changed_is_not_read(bool isEncrypted)
    {
        var (codec, frame) = Make(isEncrypted);

        for (var at = 0; at < frame.Length; at++)
        {
            for (var change = 1; change < 256; change++)
            {
                var damaged = (byte[])frame.Clone();
                damaged[at] ^= (byte)change;
                Assert.False(codec.CanRead<string>(damaged), $"byte {at} ^ {change}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rings))]
    public void A_frame_that_was_cut_or_is_longer_is_not_read(bool isEncrypted)
    {
        var (codec, frame) = Make(isEncrypted);

        for (var length = 0; length < frame.Length; length++) Assert.False(codec.CanRead<string>(frame.AsMemory(0, length)), $"{length} bytes");
        for (var more = 1; more < 20; more++) Assert.False(codec.CanRead<string>((byte[])[.. frame, .. new byte[more]]), $"{more} bytes more");
    }

    [Theory]
    [MemberData(nameof(Rings))]
    public void Bytes_of_any_kind_are_not_read_and_never_throw(bool isEncrypted)
    {
        var (codec, frame) = Make(isEncrypted);
        var random = new Random(11);

        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (bytes.Length > frame.Length / 2 && i % 2 == 0) frame.AsSpan(0, random.Next(frame.Length / 2)).CopyTo(bytes);
            if (bytes.Length >= 8) FrameChecksum.Write(bytes);
            Assert.False(codec.CanRead<DateTime>(bytes), $"{i}");
        }
    }

    [Fact]
    public void A_header_that_lies_is_not_read_and_takes_no_room()
    {
        var (codec, frame) = Make(isEncrypted: false);
        byte[][] hostile =
        [
            frame.With(MarkCountAt, 0xFF, 0xFF, 0, 0),
            frame.With(MarkCountAt, 0xFF, 0xFF, 0xFF, 0xFF),
            frame.With(MarkCountAt, 0xFF, 0xFF, 0xFF, 0x7F),
            .. Enumerable.Range(0, 4).Select(i => frame.With(FirstMarkAt + 17 + i, 0xFF)),
            frame.With(FirstMarkAt + 17, 0xFF, 0xFF, 0xFF, 0xFF),
            .. Enumerable.Range(0, 256).Where(IsNoMark).Select(kind => frame.With(FirstMarkAt, (byte)kind)),
            frame.With(8, 0, 0, 0, 0, 0, 0, 0, 0x80),
            frame.With(16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F),
        ];
        _ = codec.CanRead<string>(hostile[0]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bytes in hostile) Assert.False(codec.CanRead<string>(bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000L * hostile.Length);

        static bool IsNoMark(int kind) => (SlotKind)kind is not (SlotKind.Tag or SlotKind.Prefix or SlotKind.All);
    }

    [Fact]
    public void A_mark_whose_name_is_no_text_is_not_read()
    {
        var (codec, frame) = Make(isEncrypted: false);
        var secondName = FirstMarkAt + 21 + 21;
        Assert.Equal((byte)'f', frame[secondName]);

        Assert.False(codec.CanRead<string>(frame.With(secondName, 0xFF)));
    }

    [Fact]
    public void A_payload_that_says_it_is_huge_takes_no_room()
    {
        var codec = Codecs.Make();
        var frame = codec.Encode(new string('x', 100_000), compressAbove: 0);
        Assert.True(FrameHeader.TryRead(frame, out _, out var payloadAt));
        var bombs = new[] { 0, 1, 99_999, 100_001, Codecs.MaxValueBytes + 1, int.MaxValue, -1 }.Select(length =>
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
            return frame.With(payloadAt, bytes);
        }).ToArray();

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bomb in bombs) Assert.False(codec.CanRead<string>(bomb));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
    }

    private static (EntryCodec Codec, byte[] Frame) Make(bool isEncrypted)
    {
        var codec = Codecs.Make(isEncrypted ? Keys : null);
        return (codec, codec.Encode("a value"));
    }
}
