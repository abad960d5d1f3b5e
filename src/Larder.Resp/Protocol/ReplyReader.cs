namespace Larder.Resp.Protocol;

/// <summary>A frame as data of its own.</summary>
internal static class ReplyReader
{
    public static RespValue Read(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        return Read(ref reader);
    }

    // As deep as the scanner allowed. A list is made when its elements are known to be there: each has at least three bytes in the frame.
    public static RespValue Read(ref RespReader reader)
    {
        reader.Read();
        switch (reader.Kind)
        {
            case RespKind.Text: return RespValue.Of(reader.ReadString());
            case RespKind.Error: return RespValue.OfError(reader.ReadString());
            case RespKind.Bulk: return RespValue.Of(reader.Content.ToArray());
            case RespKind.Integer: return RespValue.Of(reader.ReadInt64());
            case RespKind.Real: return RespValue.Of(reader.ReadDouble());
            case RespKind.Boolean: return RespValue.OfBoolean(reader.ReadBoolean() ? 1 : 0);
            case RespKind.BigInteger: return RespValue.Of(reader.ReadBigInteger());
            case RespKind.Null: return RespValue.Null;
            default: return ReadList(ref reader);
        }
    }

    private static RespValue ReadList(ref RespReader reader)
    {
        var kind = reader.Kind;
        var items = new RespValue[reader.Count];
        for (var index = 0; index < items.Length; index++) items[index] = Read(ref reader);
        return RespValue.Of(kind, items);
    }
}
