using System.Buffers.Binary;
using System.Text;

namespace Larder.Journal;

/// <summary>
/// What a record carries, in bytes: format, operation, the store's name, the key and the frame of the value. For ever: docs/formats.md. What it does
/// not know, it refuses.
/// </summary>
internal readonly record struct JournalBody(RecordOperation Operation, string Store, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Frame)
{
    private const byte Format = 1;
    private const int Fixed = 2 + sizeof(ushort) + sizeof(int);

    public byte[] ToBytes()
    {
        var name = Encoding.UTF8.GetBytes(Store);
        var bytes = new byte[Fixed + name.Length + Key.Length + Frame.Length];
        var rest = bytes.AsSpan();
        (rest[0], rest[1]) = (Format, (byte)Operation);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)name.Length);
        BinaryPrimitives.WriteInt32BigEndian(rest[4..], Key.Length);
        rest = rest[Fixed..];
        name.CopyTo(rest);
        Key.Span.CopyTo(rest[name.Length..]);
        Frame.Span.CopyTo(rest[(name.Length + Key.Length)..]);
        return bytes;
    }

    public static bool TryRead(ReadOnlyMemory<byte> bytes, out JournalBody body)
    {
        body = default;
        if (bytes.Length < Fixed || bytes.Span[0] != Format || bytes.Span[1] is not ((byte)RecordOperation.Save or (byte)RecordOperation.Delete)) return false;
        int name = BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[2..]), key = BinaryPrimitives.ReadInt32BigEndian(bytes.Span[4..]);
        if (key < 0 || bytes.Length - Fixed - name < key) return false;
        var rest = bytes[Fixed..];
        body = new JournalBody((RecordOperation)bytes.Span[1], Encoding.UTF8.GetString(rest.Span[..name]), rest.Slice(name, key), rest[(name + key)..]);
        return true;
    }
}
