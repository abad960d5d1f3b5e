namespace Larder.Resp;

/// <summary>How a reply becomes a value. Take one from <c>Replies</c>; an error reply never gets here, it becomes an exception.</summary>
/// <typeparam name="T">The value.</typeparam>
public abstract class Reply<T>
{
    private protected Reply()
    {
    }

    /// <summary>
    /// Reads one whole, well-formed frame. Runs on the reader loop: fast, and never anything of the user's.
    /// </summary>
    /// <exception cref="RespProtocolException">The reply is of another kind than the command promises.</exception>
    internal abstract T Decode(ReadOnlySpan<byte> frame);
}
