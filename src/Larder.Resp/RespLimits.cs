namespace Larder.Resp;

/// <summary>What a reply may be at most; beyond it the connection is closed with a <see cref="RespProtocolException"/>.</summary>
public sealed record RespLimits
{
    /// <summary>The limits that apply if none are given.</summary>
    public static RespLimits Default { get; } = new();

    /// <summary>How deep lists may stand in lists. Default 32.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>The longest bulk string, in bytes. Default 512 MB, the server's own limit.</summary>
    public int MaxBulkBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>The longest line: a simple string, an error, a number. Default 64 KB.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>The largest whole reply, in bytes. Default 1 GB.</summary>
    public int MaxReplyBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>The most elements of one list. Default 16 million.</summary>
    public int MaxElements { get; init; } = 16 * 1024 * 1024;
}
