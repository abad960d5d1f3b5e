namespace Larder.Resp;

/// <summary>What is followed.</summary>
public sealed record TrackingOptions
{
    /// <summary>Default: the keys that are read.</summary>
    public TrackingMode Mode { get; init; }

    /// <summary>With <see cref="TrackingMode.Prefixes"/>: which; none for all keys. Prefixes must not overlap.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>How often the server must prove itself when nothing else is asked. Default 250 ms.</summary>
    public TimeSpan ProofEvery { get; init; } = TimeSpan.FromMilliseconds(250);
}
