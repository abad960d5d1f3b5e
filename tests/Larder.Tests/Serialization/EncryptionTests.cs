using System.Text;
using System.Text.Json;
using Larder.Serialization;

namespace Larder.Tests.Serialization;

public sealed class EncryptionTests
{
    private const string Secret = "a value that nobody shall read";

    private readonly EncryptionKeys _keys = new EncryptionKeys().Add("2026-11", KeyOf(1));

    [Theory]
    [InlineData(Codecs.Never)]
    [InlineData(0)]
    public void An_encrypted_value_comes_back_and_does_not_stand_in_its_frame(int compressAbove)
    {
        var codec = Codecs.Make(_keys);

        var frame = codec.Encode(Secret, compressAbove);

        Assert.Equal(Secret, codec.Read<string>(frame));
        Assert.Equal(-1, frame.AsSpan().IndexOf("nobody"u8));
        Assert.NotEqual(-1, frame.AsSpan().IndexOf("2026-11"u8));
    }

    [Fact]
    public void A_large_value_is_compressed_before_it_is_encrypted()
    {
        var codec = Codecs.Make(_keys);
        var text = new string('x', 50_000);

        var frame = codec.Encode(text, compressAbove: 1_000);

        Assert.InRange(frame.Length, 1, 1_000);
        Assert.Equal(text, codec.Read<string>(frame));
    }

    [Fact]
    public void A_null_is_signed_too()
    {
        var codec = Codecs.Make(_keys);

        var frame = codec.Encode<string?>(null);

        Assert.Null(codec.Read<string?>(frame));
        Assert.False(codec.CanRead<string?>(frame, "shop:product:8"));
    }

    [Fact]
    public void The_same_value_never_looks_the_same()
    {
        var codec = Codecs.Make(_keys);

        Assert.NotEqual(codec.Encode(Secret), codec.Encode(Secret));
    }

    [Fact]
    public void An_entry_under_another_key_is_not_read()
    {
        var codec = Codecs.Make(_keys);
        var frame = codec.Encode(Secret);

        Assert.False(codec.CanRead<string>(frame, "shop:product:8"));
        Assert.False(codec.CanRead<string>(frame, "shop2:product:7"));
        Assert.False(codec.TryOpen("shop:product:8", frame, out _, out _));
    }

    [Fact]
    public void Any_change_is_noticed_also_with_a_right_checksum()
    {
        var codec = Codecs.Make(_keys);
        var frame = codec.Encode(Secret);

        for (var at = 0; at < frame.Length; at++)
        {
            if (at is >= FrameChecksum.At and < FrameChecksum.Behind) continue;
            Assert.False(codec.CanRead<string>(frame.With(at, (byte)(frame[at] ^ 1))), $"byte {at}");
        }
    }

    [Fact]
    public void Marks_can_not_be_taken_out()
    {
        var codec = Codecs.Make(_keys);
        var frame = codec.Encode(Secret);
        Assert.True(FrameHeader.TryRead(frame, out var header, out var payloadAt));
        var bare = header with { Marks = [] };
        var forged = new byte[bare.Size + frame.Length - payloadAt];
        bare.Write(forged);
        frame.AsSpan(payloadAt).CopyTo(forged.AsSpan(bare.Size));
        FrameChecksum.Write(forged);

        Assert.True(FrameHeader.TryRead(forged, out _, out _));
        Assert.False(codec.CanRead<string>(forged));
    }

    [Fact]
    public void With_a_ring_what_is_not_encrypted_is_not_read_and_without_one_what_is()
    {
        var plain = Codecs.Make();
        var sealing = Codecs.Make(_keys);

        Assert.False(sealing.CanRead<string>(plain.Encode(Secret)));
        Assert.False(sealing.CanRead<string?>(plain.Encode<string?>(null)));
        Assert.False(sealing.TryOpen(Codecs.Name, plain.Encode(Secret), out _, out _));
        Assert.False(plain.CanRead<string>(sealing.Encode(Secret)));
    }

    [Fact]
    public void Keys_are_changed_without_a_miss()
    {
        var old = Codecs.Make(_keys);
        var both = Codecs.Make(new EncryptionKeys().Add("2026-11", KeyOf(1)).Add("2026-12", KeyOf(2)));
        var changed = Codecs.Make(new EncryptionKeys().Add("2026-12", KeyOf(2)).Add("2026-11", KeyOf(1)));
        var after = Codecs.Make(new EncryptionKeys().Add("2026-12", KeyOf(2)));

        Assert.Equal(Secret, both.Read<string>(old.Encode(Secret)));
        Assert.Equal(Secret, old.Read<string>(both.Encode(Secret)));
        Assert.Equal(Secret, both.Read<string>(changed.Encode(Secret)));
        Assert.Equal(Secret, after.Read<string>(changed.Encode(Secret)));
        Assert.False(after.CanRead<string>(old.Encode(Secret)));
    }

    [Fact]
    public void A_key_of_the_same_name_with_other_bytes_reads_nothing()
    {
        var other = Codecs.Make(new EncryptionKeys().Add("2026-11", KeyOf(2)));

        Assert.False(other.CanRead<string>(Codecs.Make(_keys).Encode(Secret)));
    }

    [Fact]
    public void What_is_no_key_is_refused_without_telling_it()
    {
        var ring = new EncryptionKeys().Add("a", KeyOf(1));
        var secret = Convert.ToBase64String("a secret of a wrong length"u8);
        ArgumentException[] errors =
        [
            Assert.Throws<ArgumentException>(() => ring.Add("", KeyOf(1))),
            Assert.Throws<ArgumentException>(() => ring.Add(new string('a', 65), KeyOf(1))),
            Assert.Throws<ArgumentException>(() => ring.Add("ä", KeyOf(1))),
            Assert.Throws<ArgumentException>(() => ring.Add("a", KeyOf(2))),
            Assert.Throws<ArgumentException>(() => ring.Add("b", new byte[31])),
            Assert.Throws<ArgumentException>(() => ring.AddBase64("b", secret)),
            Assert.Throws<ArgumentException>(() => ring.AddBase64("b", "no base64!")),
        ];

        Assert.All(errors, static error => Assert.StartsWith("LAR317", error.Message));
        Assert.All(errors, error => Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("no base64!", errors[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal(1, ring.Count);
    }

    [Fact]
    public void Nothing_prints_a_key()
    {
        var bytes = KeyOf(7);
        var options = new CacheOptions();
        options.EncryptionKeys.AddBase64("2026-11", Convert.ToBase64String(bytes));
        var printed = $"{options.EncryptionKeys} {options.EncryptionKeys.All[0]} {JsonSerializer.Serialize(options.EncryptionKeys)}";

        Assert.Contains("2026-11", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(bytes), printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(bytes), printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Encoding.Latin1.GetString(bytes), printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ring_keeps_its_own_copy_of_a_key()
    {
        var bytes = KeyOf(1);
        var ring = new EncryptionKeys().Add("a", bytes);
        var frame = Codecs.Make(ring).Encode(Secret);

        Array.Clear(bytes);

        Assert.Equal(Secret, Codecs.Make(ring).Read<string>(frame));
    }

    private static byte[] KeyOf(int seed)
    {
        var key = new byte[32];
        new Random(seed).NextBytes(key);
        return key;
    }
}
