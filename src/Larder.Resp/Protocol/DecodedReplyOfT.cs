namespace Larder.Resp.Protocol;

/// <summary>A reply that one function of ours reads.</summary>
internal sealed class DecodedReply<T>(ReplyDecoding<T> decoding) : Reply<T>
{
    internal override T Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        return decoding(ref reader);
    }
}
