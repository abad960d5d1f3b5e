using Larder.Serialization;

namespace Larder.Tests.Serialization;

public sealed class FrameTests
{
    private readonly EntryCodec _codec = Codecs.Make();

    public static TheoryData<int> Lengths() => [0, 1, 7, 8, 9, 100, 5_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_frame_comes_back_as_it_was(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        var frame = _codec.Encode(bytes);

        Assert.True(_codec.TryDecode<byte[]>(Codecs.Name, frame, out var header, out var content));
        Assert.Equal(bytes, content.Value);
        Assert.Equal(length, content.Payload.Length);
        Assert.Equal(Codecs.Times, header.Times);
        Assert.Equal(Codecs.Marks, header.Marks);
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
        Same((1, "a pair keeps its fields"));
        Same<int?>(null);
        Same<string?>(null);
        Same(Array.Empty<byte>());
        Same(new List<int> { 1, 2, 3 });
    }

    [Fact]
    public void Times_beyond_what_a_frame_holds_become_the_longest_ones()
    {
        var header = Codecs.Header with { Times = new(TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue) };

        var frame = _codec.Encode<byte[]>(Codecs.Name, header, [1], Codecs.Never);

        Assert.True(FrameHeader.TryRead(frame, out var read, out _));
        Assert.True(read.Times.Lifetime > TimeSpan.FromDays(365 * 1000));
        Assert.True(read.Times.LoadTime > TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_frame_of_another_type_or_serializer_is_not_read()
    {
        var frame = _codec.Encode("text");

        Assert.True(_codec.CanRead<string>(frame));
        Assert.False(_codec.CanRead<byte[]>(frame));
        Assert.False(_codec.CanRead<string>(frame.With(28, 1, 2, 3, 4)));
        Assert.False(_codec.CanRead<string>(frame.With(32, 1, 2, 3, 4)));
    }

    [Fact]
    public void A_frame_of_another_version_or_with_an_unknown_flag_is_not_read()
    {
        var frame = _codec.Encode("text");

        Assert.False(_codec.CanRead<string>(frame.With(1, 1)));
        Assert.False(_codec.CanRead<string>(frame.With(1, 3)));
        Assert.False(_codec.CanRead<string>(frame.With(2, 0x08)));
        Assert.False(_codec.CanRead<string>(frame.With(3, 0x80)));
    }

    [Fact]
    public void A_null_with_a_payload_is_not_read()
    {
        Assert.False(_codec.CanRead<string>(_codec.Encode("text").With(2, (byte)FrameFlags.Null)));
        Assert.False(_codec.CanRead<string>(_codec.Encode<string?>(null).With(2, (byte)(FrameFlags.Null | FrameFlags.Compressed))));
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("""{"X":1} {"X":2}""")]
    [InlineData("""{"X":1}]""")]
    public void A_payload_that_its_serializer_refuses_is_not_read(string payload)
    {
        var frame = _codec.Encode<Point>(Codecs.Name, Codecs.Header, System.Text.Encoding.UTF8.GetBytes(payload), Codecs.Never);

        Assert.False(_codec.CanRead<Point>(frame));
    }

    private void Same<T>(T value) => Assert.Equal(value, _codec.Read<T>(_codec.Encode(value)));

    private sealed record Point(int X, string? Name);
}
