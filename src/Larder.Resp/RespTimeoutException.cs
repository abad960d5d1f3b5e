namespace Larder.Resp;

/// <summary>The answer did not come within the command's time.</summary>
/// <param name="message">What happened, with the evidence and the likely cause.</param>
/// <param name="delivery">Whether the command may have run.</param>
public sealed class RespTimeoutException(string message, Delivery delivery) : RespException(message)
{
    /// <summary>Whether the command may have run.</summary>
    public Delivery Delivery => delivery;
}
