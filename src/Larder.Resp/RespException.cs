namespace Larder.Resp;

/// <summary>Something went wrong between this client and the server.</summary>
public abstract class RespException : Exception
{
    private protected RespException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
