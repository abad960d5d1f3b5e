namespace Larder.Resp.Protocol;

/// <summary>Reads a value where the reader stands, before the frame's first element.</summary>
internal delegate T ReplyDecoding<out T>(ref RespReader reader);
