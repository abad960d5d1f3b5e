using System.Text.Json;
using Larder.Serialization;

namespace Larder.Tests.Serialization;

/// <summary>
/// What this version wrote must be read for ever. tests/Formats holds frames as they were written, and expected.json what each must decode to.
/// Files are added there, never changed: a format that changes takes a new version, and the old frames stay or become misses by decision.
/// </summary>
public sealed class FormatTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Formats", "entry-frame-2");

    private static readonly Dictionary<string, StoredFrame> Expected =
        JsonSerializer.Deserialize<Dictionary<string, StoredFrame>>(File.ReadAllText(Path.Combine(Folder, "expected.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Files() => [.. Directory.GetFiles(Folder, "*.frame").Select(static path => Path.GetFileName(path)).Order()];

    [Fact]
    public void Every_kind_of_frame_is_there()
    {
        var flags = Expected.Values.Select(static frame => frame.Flags).Distinct().Order();

        Assert.Equal(Expected.Keys.Order(), Files().Select(static row => row.Data));
        Assert.Equal(
            [
                FrameFlags.None, FrameFlags.Null, FrameFlags.Compressed, FrameFlags.Encrypted,
                FrameFlags.Null | FrameFlags.Encrypted, FrameFlags.Compressed | FrameFlags.Encrypted,
            ],
            flags.OrderBy(static flag => System.Numerics.BitOperations.PopCount((uint)flag)).ThenBy(static flag => flag));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stored_frame_is_read(string file)
    {
        var expected = Expected[file];
        var frame = File.ReadAllBytes(Path.Combine(Folder, file));

        Assert.True(FrameHeader.TryRead(frame, out var header, out _));
        Assert.Equal(expected.Flags, header.Flags);
        Assert.Equal(expected.Times, header.Times);
        Assert.Equal(expected.FrameMarks, header.Marks);
        Assert.Equal(expected.ValueAsJson, Read(expected, frame));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_written_today_is_what_was_written_then(string file)
    {
        var expected = Expected[file];
        var then = File.ReadAllBytes(Path.Combine(Folder, file));

        var now = Write(expected, isCompressed: expected.Flags.HasFlag(FrameFlags.Compressed));

        // Compressed bytes may change with the compressor, encrypted ones change with each nonce: only their headers can be compared.
        Assert.True(FrameHeader.TryRead(then, out var header, out var payloadAt));
        var isExact = (header.Flags & (FrameFlags.Compressed | FrameFlags.Encrypted)) == 0;
        var front = isExact ? then.Length : payloadAt;
        Assert.Equal(then.AsSpan(0, 4), now.AsSpan(0, 4));
        Assert.Equal(then.AsSpan(8, front - 8), now.AsSpan(8, front - 8));
        if (isExact) Assert.Equal(then, now);
    }

    private static EntryCodec CodecOf(StoredFrame expected) => Codecs.Make(expected.Ring);

    private static string Read(StoredFrame expected, byte[] frame) => expected.Type switch
    {
        "text" => JsonSerializer.Serialize(Decode<string?>(expected, frame)),
        "bytes" => JsonSerializer.Serialize(Decode<byte[]>(expected, frame)),
        "numbers" => JsonSerializer.Serialize(Decode<Dictionary<string, int[]>>(expected, frame)),
        _ => throw new InvalidOperationException($"expected.json names the type {expected.Type}, which no test reads."),
    };

    private static T Decode<T>(StoredFrame expected, byte[] frame)
    {
        Assert.True(CodecOf(expected).TryDecode<T>(expected.Slot, frame, out _, out var content));
        return content.Value;
    }

    private static byte[] Write(StoredFrame expected, bool isCompressed) => expected.Type switch
    {
        "text" => Encode<string?>(expected, isCompressed),
        "bytes" => Encode<byte[]>(expected, isCompressed),
        _ => Encode<Dictionary<string, int[]>>(expected, isCompressed),
    };

    private static byte[] Encode<T>(StoredFrame expected, bool isCompressed)
    {
        var codec = CodecOf(expected);
        var value = JsonSerializer.Deserialize<T>(expected.ValueAsJson);
        var header = new FrameHeader(value is null ? FrameFlags.Null : FrameFlags.None, expected.Times, default, expected.FrameMarks);
        return codec.Encode<T>(expected.Slot, header, codec.Pack(value, value is null).Payload.Span, isCompressed ? 0 : Codecs.Never);
    }
}
