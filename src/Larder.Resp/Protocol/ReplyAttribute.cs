namespace Larder.Resp.Protocol;

/// <summary>What a server may say about a reply, in front of it. Nothing here needs it.</summary>
internal static class ReplyAttribute
{
    /// <summary>The frame without the attributes before it.</summary>
    public static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> frame)
    {
        while (frame[0] == (byte)'|') frame = frame[RespReader.AttributeLength(frame)..];
        return frame;
    }
}
