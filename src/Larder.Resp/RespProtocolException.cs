namespace Larder.Resp;

/// <summary>What came is not RESP, goes beyond a limit, or is no answer to the command. The connection is closed: nothing after it can be trusted.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="offset">At which byte that came over the connection; -1 if it is not known.</param>
public sealed class RespProtocolException(string message, long offset) : RespException(offset < 0 ? message : $"{message} (at byte {offset} of the connection)")
{
    /// <summary>At which byte that came over the connection; -1 if it is not known.</summary>
    public long Offset => offset;
}
