namespace Larder.Resp.Subscriptions;

/// <summary>How much a subscription holds for a reader that is slower than its publishers. Beyond it messages are dropped, and a gap stands in their place.</summary>
public sealed record RespSubscriptionOptions
{
    /// <summary>What applies if nothing is given.</summary>
    public static RespSubscriptionOptions Default { get; } = new();

    /// <summary>The most messages. Default 1,024.</summary>
    public int MaxMessages { get; init; } = 1024;

    /// <summary>The most bytes of their contents. Default 16 MB.</summary>
    public long MaxBytes { get; init; } = 16 * 1024 * 1024;
}
