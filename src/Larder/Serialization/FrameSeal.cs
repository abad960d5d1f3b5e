using System.Security.Cryptography;
using System.Text;

namespace Larder.Serialization;

/// <summary>
/// Encrypts payloads with the first key of the ring and decrypts with whichever the frame names: AES-GCM, a random nonce of 96 bits for each
/// frame, and the header and the entry's full name as associated data, so that none of the three can be exchanged alone.
/// </summary>
internal sealed class FrameSeal(EncryptionKeys ring)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly EncryptionKey[] _keys = [.. ring.All];

    public bool IsOn => _keys.Length > 0;

    /// <summary>Bytes that a sealed body takes beyond the plain one: the key's id with its length, the nonce and the tag.</summary>
    public int Overhead => 1 + _keys[0].Id.Length + NonceSize + TagSize;

    /// <summary>Fills the part behind the header, which must stand already.</summary>
    public void Seal(string name, Span<byte> frame, int headerSize, ReadOnlySpan<byte> plain)
    {
        var key = _keys[0];
        var body = frame[headerSize..];
        body[0] = (byte)Encoding.ASCII.GetBytes(key.Id, body[1..]);
        var at = 1 + body[0];
        var nonce = body.Slice(at, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Bytes, TagSize);
        cipher.Encrypt(
            nonce, plain, body[(at + NonceSize + TagSize)..], body.Slice(at + NonceSize, TagSize), Associated(name, frame[..(headerSize + at)]));
    }

    /// <summary>False when the key is not in the ring, or when anything is not as it was sealed.</summary>
    public bool TryOpen(string name, ReadOnlySpan<byte> frame, int headerSize, out ReadOnlyMemory<byte> plain)
    {
        plain = default;
        var body = frame[headerSize..];
        if (body.IsEmpty) return false;
        var at = 1 + body[0];
        if (body.Length < at + NonceSize + TagSize || KeyOf(body[1..at]) is not { } key) return false;
        var hidden = body[(at + NonceSize + TagSize)..];
        var bytes = GC.AllocateUninitializedArray<byte>(hidden.Length);
        try
        {
            using var cipher = new AesGcm(key.Bytes, TagSize);
            cipher.Decrypt(
                body.Slice(at, NonceSize), hidden, body.Slice(at + NonceSize, TagSize), bytes, Associated(name, frame[..(headerSize + at)]));
        }
        catch (CryptographicException)
        {
            // Converted: for the caller it is a frame like any other that can't be read.
            return false;
        }

        plain = bytes;
        return true;
    }

    private EncryptionKey? KeyOf(ReadOnlySpan<byte> id)
    {
        foreach (var key in _keys)
            if (Ascii.Equals(id, key.Id)) return key;
        return null;
    }

    /// <summary>The frame up to the nonce, which tells its own length, without the checksum, which changes after it; then the name.</summary>
    private static byte[] Associated(string name, ReadOnlySpan<byte> front) =>
        [.. front[..FrameChecksum.At], .. front[FrameChecksum.Behind..], .. Encoding.UTF8.GetBytes(name)];
}
