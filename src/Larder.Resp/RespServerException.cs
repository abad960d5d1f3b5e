namespace Larder.Resp;

/// <summary>The server answered with an error.</summary>
/// <param name="error">The server's text, beginning with its code.</param>
/// <param name="message">What people read; the server's text if there is nothing to add.</param>
public sealed class RespServerException(string error, string? message = null) : RespException(message ?? error)
{
    /// <summary>The first word of the server's text: <c>WRONGTYPE</c>, <c>MOVED</c>, <c>NOPERM</c>.</summary>
    public string Code { get; } = error.Split(' ', 2)[0];

    /// <summary>The server's text.</summary>
    public string Error { get; } = error;
}
