using System.Net;

namespace Larder.Resp;

/// <summary>There is no connection, or it was lost.</summary>
/// <param name="message">What happened, in words.</param>
/// <param name="delivery">Whether the command may have run.</param>
/// <param name="inner">What the system said.</param>
public sealed class RespConnectionException(string message, Delivery delivery, Exception? inner = null) : RespException(message, inner)
{
    /// <summary>Whether the command may have run.</summary>
    public Delivery Delivery => delivery;

    /// <summary>Whom it was meant for, if that is known.</summary>
    public EndPoint? EndPoint { get; init; }
}
