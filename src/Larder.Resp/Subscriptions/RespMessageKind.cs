namespace Larder.Resp.Subscriptions;

/// <summary>What stands in a subscription's sequence.</summary>
public enum RespMessageKind
{
    /// <summary>Something that was published.</summary>
    Message,

    /// <summary>
    /// Here messages may be missing: the connection was lost and is back, or the reader was too slow for its buffer. Whatever was published before it
    /// and not seen is lost; whatever is published after it comes.
    /// </summary>
    Gap,
}
