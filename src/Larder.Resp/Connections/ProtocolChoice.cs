namespace Larder.Resp.Connections;

internal enum ProtocolChoice
{
    Resp3,
    Resp2,
}
