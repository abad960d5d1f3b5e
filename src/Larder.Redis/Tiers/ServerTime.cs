namespace Larder.Redis.Tiers;

/// <summary>What a server's clock said, and between which moments of ours it said so. Immutable.</summary>
/// <param name="Server">Unix milliseconds of the server.</param>
/// <param name="AskedAt">Monotonic milliseconds of this process, when it was asked.</param>
/// <param name="AnsweredAt">The same, when its answer was there.</param>
internal sealed record ServerTime(long Server, long AskedAt, long AnsweredAt)
{
    /// <summary>How coarse the system's tick count may be: what it says happened at one moment may lie this far apart.</summary>
    public const long TickMs = 16;

    /// <summary>Older than this it is asked again, beside the next read.</summary>
    private const long FreshForMs = 1_000;

    /// <summary>Older than this it is not used: who needs the time waits for the answer.</summary>
    private const long UsableForMs = 10_000;

    public bool IsFresh(long now) => now - AskedAt <= FreshForMs;

    public bool IsUsable(long now) => now - AskedAt <= UsableForMs;

    /// <summary>The server's clock stands here at the latest: by it, nothing lives too long.</summary>
    public long Latest(long now) => Server + 1 + (now - AskedAt) + TickMs;

    /// <summary>The server's clock stands here at the earliest: an end that is set by it is never later than was asked for.</summary>
    public long Earliest(long now) => Server + Math.Max(0, now - AnsweredAt - TickMs);
}
