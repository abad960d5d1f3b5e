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

    /// <summary>
    /// Where given, an idle server proves itself by a read of a key that begins so and holds nothing: a node that is cut off from its cluster refuses that,
    /// while it goes on to answer PING. Default null: by PING.
    /// </summary>
    public string? ProofPrefix { get; init; }
}
