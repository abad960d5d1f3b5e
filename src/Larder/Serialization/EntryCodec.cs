using System.Buffers;

namespace Larder.Serialization;

/// <summary>Entry to frame and back. What it does not know, it refuses; it never guesses.</summary>
internal sealed class EntryCodec(SerializerRegistry serializers)
{
    /// <summary>Turns a value into its payload.</summary>
    /// <exception cref="CacheSerializationException">It can't be serialised.</exception>
    public ReadOnlyMemory<byte> Serialize<T>(T value)
    {
        if (value is null) return default;
        var payload = new ArrayBufferWriter<byte>();
        try
        {
            serializers.For<T>().Serialize(value, payload);
        }
        catch (Exception error)
        {
            throw new CacheSerializationException(typeof(T), error);
        }

        return payload.WrittenMemory;
    }

    /// <summary>The frame of a value, around its payload.</summary>
    public static byte[] Encode<T>(ReadOnlySpan<byte> payload, bool isNull, TimeSpan staleFor, TimeSpan loadTime, IReadOnlyList<FrameMark> marks)
    {
        var header = new FrameHeader(isNull ? FrameFlags.Null : FrameFlags.None, staleFor, loadTime, SchemaOf<T>.Fingerprint, marks);
        var size = header.Size;
        var frame = new byte[size + payload.Length];
        payload.CopyTo(frame.AsSpan(size));
        header.Write(frame);
        return frame;
    }

    /// <summary>Reads a frame; false when it is none, damaged, of another version, or of another type than asked for.</summary>
    public bool TryDecode<T>(ReadOnlyMemory<byte> frame, out FrameHeader header, out T? value)
    {
        value = default;
        if (!FrameHeader.TryRead(frame.Span, out header, out var payloadAt) || header.Schema != SchemaOf<T>.Fingerprint) return false;
        if ((header.Flags & FrameFlags.Null) != 0) return true;
        try
        {
            value = serializers.For<T>().Deserialize(new ReadOnlySequence<byte>(frame[payloadAt..]));
            return true;
        }
        catch (Exception)
        {
            // A payload that its own serializer refuses is a miss like any other frame that can't be read; the caller counts and logs it.
            return false;
        }
    }

    /// <summary>Names the type in a frame: the same in every process, another one when the type is renamed or moved.</summary>
    private static class SchemaOf<T>
    {
        public static readonly uint Fingerprint = Fnv1a(typeof(T).ToString());

        /// <summary>FNV-1a, 32 bits (Fowler, Noll, Vo).</summary>
        private static uint Fnv1a(string text)
        {
            var hash = 2166136261;
            foreach (var character in text)
                hash = unchecked((hash ^ character) * 16777619);
            return hash;
        }
    }
}
