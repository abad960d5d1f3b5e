using Larder.Resp.Protocol;

namespace Larder.Resp.Commands;

/// <summary>What replies can be read as, for <see cref="IRespExecutor.ExecuteAsync"/>.</summary>
public static class Replies
{
    /// <summary>Whatever came, as data.</summary>
    public static Reply<RespValue> Value { get; } = new DecodedReply<RespValue>(ReplyReader.Read);

    /// <summary>True for OK, false for null: SET NX that did not set.</summary>
    public static Reply<bool> IsOk { get; } = new DecodedReply<bool>(static (ref reader) =>
    {
        reader.Read();
        return !reader.IsNull && reader.Content.SequenceEqual("OK"u8);
    });

    /// <summary>True unless the number is 0.</summary>
    public static Reply<bool> IsOne { get; } = new DecodedReply<bool>(static (ref reader) =>
    {
        reader.Read();
        return reader.Kind == RespKind.Boolean ? reader.ReadBoolean() : reader.ReadInt64() != 0;
    });

    /// <summary>A whole number.</summary>
    public static Reply<long> Integer { get; } = new DecodedReply<long>(static (ref reader) =>
    {
        reader.Read();
        return reader.ReadInt64();
    });

    /// <summary>A whole number; null for null.</summary>
    public static Reply<long?> IntegerOrNull { get; } = new DecodedReply<long?>(static (ref reader) =>
    {
        reader.Read();
        return reader.IsNull ? null : reader.ReadInt64();
    });

    /// <summary>A number; null for null.</summary>
    public static Reply<double?> NumberOrNull { get; } = new DecodedReply<double?>(static (ref reader) =>
    {
        reader.Read();
        return reader.IsNull ? null : reader.ReadDouble();
    });

    /// <summary>A text as UTF-8; null for null.</summary>
    public static Reply<string?> Text { get; } = new DecodedReply<string?>(ReadText);

    /// <summary>Bytes; null for null.</summary>
    public static Reply<byte[]?> Bytes { get; } = new DecodedReply<byte[]?>(ReadBytes);

    /// <summary>A list of texts, each null where there is nothing; empty for null.</summary>
    public static Reply<string?[]> Texts { get; } = new DecodedReply<string?[]>(static (ref reader) => ReadList(ref reader, ReadText));

    /// <summary>A list of bytes, each null where there is nothing; empty for null.</summary>
    public static Reply<byte[]?[]> BytesList { get; } = new DecodedReply<byte[]?[]>(static (ref reader) => ReadList(ref reader, ReadBytes));

    /// <summary>A list of whole numbers; empty for null.</summary>
    public static Reply<long[]> Integers { get; } = new DecodedReply<long[]>(static (ref reader) => ReadList(ref reader, static (ref item) =>
    {
        item.Read();
        return item.ReadInt64();
    }));

    /// <summary>Names and their bytes: a map, or in RESP2 a list of both in turn.</summary>
    public static Reply<IReadOnlyDictionary<string, byte[]>> Fields { get; } = new DecodedReply<IReadOnlyDictionary<string, byte[]>>(static (ref reader) =>
    {
        reader.Read();
        var left = reader.Count;
        if (!reader.IsList && !reader.IsNull || left % 2 != 0) throw reader.Unfit("a map");
        var fields = new Dictionary<string, byte[]>(left / 2, StringComparer.Ordinal);
        for (; left > 0; left -= 2) fields[ReadText(ref reader) ?? ""] = ReadBytes(ref reader) ?? [];
        return fields;
    });

    /// <summary>Members and their scores, in RESP2 and in RESP3's form.</summary>
    public static Reply<ScoredMember[]> Scored { get; } = new DecodedReply<ScoredMember[]>(SortedSetReplies.ReadScored);

    /// <summary>Entries of a stream.</summary>
    public static Reply<StreamEntry[]> Entries { get; } = new DecodedReply<StreamEntry[]>(StreamReplies.ReadEntries);

    internal static string? ReadText(ref RespReader reader)
    {
        reader.Read();
        return reader.IsNull ? null : reader.IsList ? throw reader.Unfit("a text") : reader.ReadString();
    }

    internal static byte[]? ReadBytes(ref RespReader reader)
    {
        reader.Read();
        return reader.IsNull ? null : reader.IsList ? throw reader.Unfit("bytes") : reader.Content.ToArray();
    }

    private static T[] ReadList<T>(ref RespReader reader, ReplyDecoding<T> read)
    {
        reader.Read();
        if (reader.IsNull) return [];
        if (!reader.IsList) throw reader.Unfit("a list");
        var items = new T[reader.Count];
        for (var index = 0; index < items.Length; index++) items[index] = read(ref reader);
        return items;
    }
}
