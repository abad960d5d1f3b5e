using Larder.Resp.Protocol;

namespace Larder.Resp.Commands;

/// <summary>What replies can be read as, for <see cref="IRespExecutor.ExecuteAsync"/>.</summary>
public static class Replies
{
    /// <summary>Whatever came, as data.</summary>
    public static Reply<RespValue> Value { get; } = new DecodedReply<RespValue>(ReplyReader.Read);

    /// <summary>True for OK, false for null: SET NX that did not set.</summary>
    public static Reply<bool> IsOk { get; } = new DecodedReply<bool>((ref reader) =>
    {
        reader.Read();
        return !reader.IsNull && reader.Content.SequenceEqual("OK"u8);
    });

    /// <summary>A whole number.</summary>
    public static Reply<long> Integer { get; } = new DecodedReply<long>((ref reader) =>
    {
        reader.Read();
        return reader.ReadInt64();
    });

    /// <summary>A text as UTF-8; null for null.</summary>
    public static Reply<string?> Text { get; } = new DecodedReply<string?>((ref reader) =>
    {
        reader.Read();
        return reader.IsNull ? null : reader.IsList ? throw reader.Unfit("a text") : reader.ReadString();
    });

    /// <summary>Bytes; null for null.</summary>
    public static Reply<byte[]?> Bytes { get; } = new DecodedReply<byte[]?>((ref reader) =>
    {
        reader.Read();
        return reader.IsNull ? null : reader.IsList ? throw reader.Unfit("bytes") : reader.Content.ToArray();
    });
}
