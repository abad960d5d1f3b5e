using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Larder.Tiers;

/// <summary>A record as the one body of a slot, for tiers that have no fields of their own. docs/formats.md has the layout.</summary>
public static class RecordBody
{
    private const int LengthSize = sizeof(int);

    private static ReadOnlySpan<byte> Magic => [(byte)'L', (byte)'r', 1];

    /// <summary>The bytes.</summary>
    public static byte[] Write(RecordContent content)
    {
        using var stream = new MemoryStream();
        stream.Write(Magic);
        Put(stream, content.Head.Span);
        foreach (var field in content.Fields)
        {
            Put(stream, Encoding.UTF8.GetBytes(field.Name));
            Put(stream, field.Value.Span);
        }

        return stream.ToArray();
    }

    /// <summary>Reads them; false for anything that <see cref="Write"/> did not write.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out RecordContent? content)
    {
        content = null;
        if (!body.Span.StartsWith(Magic)) return false;
        body = body[Magic.Length..];
        if (!TryTake(ref body, out var head)) return false;
        var fields = new List<RecordField>();
        while (!body.IsEmpty)
        {
            if (!TryTake(ref body, out var name) || !TryTake(ref body, out var value)) return false;
            fields.Add(new RecordField(Encoding.UTF8.GetString(name.Span), value));
        }

        content = new RecordContent(head, fields);
        return true;
    }

    private static void Put(MemoryStream to, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[LengthSize];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        to.Write(length);
        to.Write(part);
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> from, out ReadOnlyMemory<byte> part)
    {
        part = default;
        if (from.Length < LengthSize) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(from.Span);
        if (length < 0 || length > from.Length - LengthSize) return false;
        part = from.Slice(LengthSize, length);
        from = from[(LengthSize + length)..];
        return true;
    }
}
