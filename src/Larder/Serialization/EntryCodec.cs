using System.Buffers;
using Larder.Entries;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Serialization;

/// <summary>Entry to frame and back. What it does not know, it refuses; it never guesses.</summary>
internal sealed class EntryCodec(SerializerRegistry serializers, SharingRules sharing, FrameSeal seal, int maxValueBytes)
{
    /// <summary>Whether all who wait for this value may get the same object.</summary>
    public bool MayShare<T>(T value) => sharing.MayShare(value);

    /// <summary>Turns a value into its payload; null, or an id that does not exist, has none, but its type must be one that can be kept.</summary>
    /// <exception cref="CacheSerializationException">It can't be serialised, or must be copied and does not come back as what it was.</exception>
    public EntryContent<T> Pack<T>(T value, bool isNull)
    {
        try
        {
            var serializer = serializers.For<T>().Serializer;
            if (isNull) return new EntryContent<T>(value, default);
            var payload = new ArrayBufferWriter<byte>();
            serializer.Serialize(value, payload);
            var copies = sharing.MayShare(value) ? null : new ValueCopies<T>(serializer, payload.WrittenMemory, CopyOf(value!, serializer, payload.WrittenMemory));
            return new EntryContent<T>(value, payload.WrittenMemory, copies);
        }
        catch (Exception error)
        {
            throw new CacheSerializationException(typeof(T), error);
        }
    }

    /// <summary>The frame of an entry, around its payload.</summary>
    /// <param name="name">The full name under which the tier holds it.</param>
    /// <param name="header">All but what this codec decides: the contract, compression and encryption.</param>
    /// <param name="payload">Of <see cref="Pack"/>.</param>
    /// <param name="compressAbove">From how many bytes on it is compressed.</param>
    public byte[] Encode<T>(string name, FrameHeader header, ReadOnlySpan<byte> payload, int compressAbove)
    {
        header = header with { Contract = ContractOf<T>() };
        if (seal.IsOn) header = header with { Flags = header.Flags | FrameFlags.Encrypted };
        if (payload.Length == 0 || payload.Length < compressAbove) return Assemble(name, header, payload);
        var room = ArrayPool<byte>.Shared.Rent(PayloadCompression.RoomFor(payload.Length));
        try
        {
            return PayloadCompression.TryCompress(payload, room, out var written)
                ? Assemble(name, header with { Flags = header.Flags | FrameFlags.Compressed }, room.AsSpan(0, written))
                : Assemble(name, header, payload);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room, clearArray: seal.IsOn);
        }
    }

    /// <summary>Reads what does not depend on the type; false when it is no frame, damaged, of another version, or not encrypted as it must be.</summary>
    /// <param name="name">The full name under which the tier holds it.</param>
    /// <param name="frame">The bytes.</param>
    /// <param name="header">The header.</param>
    /// <param name="body">The payload, still compressed if it is.</param>
    public bool TryOpen(string name, ReadOnlyMemory<byte> frame, out FrameHeader header, out ReadOnlyMemory<byte> body)
    {
        body = default;
        if (!FrameHeader.TryRead(frame.Span, out header, out var payloadAt)) return false;
        if (seal.IsOn != header.Flags.HasFlag(FrameFlags.Encrypted)) return false;
        if (seal.IsOn) return seal.TryOpen(name, frame.Span, payloadAt, out body);
        body = frame[payloadAt..];
        return true;
    }

    /// <summary>The payload of a frame as its serializer wrote it; false when it can't be had.</summary>
    public bool TryUnpack(string name, ReadOnlyMemory<byte> frame, out FrameHeader header, out ReadOnlyMemory<byte> payload) =>
        TryOpen(name, frame, out header, out payload)
        && (!header.Flags.HasFlag(FrameFlags.Compressed) || PayloadCompression.TryDecompress(payload.Span, maxValueBytes, out payload));

    /// <summary>A value as JSON, for a person.</summary>
    /// <exception cref="NotSupportedException">The type has no JSON contract.</exception>
    public byte[] Show(object value, Type type) => serializers.Show(value, type);

    /// <summary>Reads a frame; false for what <see cref="TryOpen"/> refuses, and for another type, another serializer, or a payload that is none.</summary>
    public bool TryDecode<T>(string name, ReadOnlyMemory<byte> frame, out FrameHeader header, out EntryContent<T> content)
    {
        content = default;
        if (!TryTake(name, frame, out header, out T value, out var payload)) return false;
        if (header.Flags.HasFlag(FrameFlags.Null)) return true;
        content = new EntryContent<T>(value, payload, sharing.MayShare(value) ? null : new ValueCopies<T>(serializers.For<T>().Serializer, payload, value));
        return true;
    }

    /// <summary>The same for one caller alone, who gets the value itself; of a null, none.</summary>
    public bool TryTake<T>(string name, ReadOnlyMemory<byte> frame, out FrameHeader header, out T value, out ReadOnlyMemory<byte> payload)
    {
        value = default!;
        if (!TryOpen(name, frame, out header, out payload)) return false;
        try
        {
            var (serializer, fingerprint) = serializers.For<T>();
            if (header.Contract != new FrameContract(SchemaOf<T>.Fingerprint, fingerprint)) return false;
            if (header.Flags.HasFlag(FrameFlags.Null)) return payload.IsEmpty && !header.Flags.HasFlag(FrameFlags.Compressed);
            if (header.Flags.HasFlag(FrameFlags.Compressed) && !PayloadCompression.TryDecompress(payload.Span, maxValueBytes, out payload)) return false;
            value = serializer.Deserialize(new ReadOnlySequence<byte>(payload));
            return true;
        }
        catch (Exception)
        {
            // A payload that its own serializer refuses is a miss like any other frame that can't be read; the caller counts and logs it.
            return false;
        }
    }

    /// <summary>Reads what another program wrote without a frame; false for what the serializer refuses.</summary>
    public bool TryDecodeForeign<T>(ReadOnlyMemory<byte> payload, out EntryContent<T> content)
    {
        content = default;
        if (payload.IsEmpty || payload.Length > maxValueBytes) return false;
        try
        {
            var serializer = serializers.For<T>().Serializer;
            var value = serializer.Deserialize(new ReadOnlySequence<byte>(payload));
            if (value is null) return false;
            content = new EntryContent<T>(value, payload, sharing.MayShare(value) ? null : new ValueCopies<T>(serializer, payload, value));
            return true;
        }
        catch (Exception)
        {
            // What its author meant is not what was asked for: a miss, which the caller counts and logs.
            return false;
        }
    }

    /// <summary>Whether a frame that can't be decoded is whole, but of another format, type or serializer.</summary>
    public bool IsOfOther<T>(ReadOnlySpan<byte> frame)
    {
        if (!FrameHeader.TryRead(frame, out var header, out _)) return FrameHeader.IsOfOtherVersion(frame);
        try
        {
            return header.Contract != ContractOf<T>();
        }
        catch (Exception)
        {
            // The type has no serializer, which whoever loads it is told of.
            return false;
        }
    }

    /// <summary>
    /// Proves that the bytes can be read, before anybody depends on it. An interface may come back as another class that serves it; a class
    /// that comes back as its base class has lost a part.
    /// </summary>
    private static T CopyOf<T>(T value, IHybridCacheSerializer<T> serializer, ReadOnlyMemory<byte> payload)
    {
        var copy = serializer.Deserialize(new ReadOnlySequence<byte>(payload));
        return copy is not null && (typeof(T).IsInterface || copy.GetType() == value!.GetType())
            ? copy
            : throw new NotSupportedException($"A {value!.GetType()} comes back as {copy?.GetType().ToString() ?? "null"}.");
    }

    private byte[] Assemble(string name, FrameHeader header, ReadOnlySpan<byte> body)
    {
        var size = header.Size;
        var frame = new byte[size + body.Length + (seal.IsOn ? seal.Overhead : 0)];
        header.Write(frame);
        if (seal.IsOn) seal.Seal(name, frame, size, body);
        else body.CopyTo(frame.AsSpan(size));
        FrameChecksum.Write(frame);
        return frame;
    }

    private FrameContract ContractOf<T>() => new(SchemaOf<T>.Fingerprint, serializers.For<T>().Fingerprint);

    /// <summary>Names the type in a frame: the same in every process, another one when the type is renamed or moved.</summary>
    private static class SchemaOf<T>
    {
        public static readonly uint Fingerprint = Serialization.Fingerprint.Of(typeof(T));
    }
}
