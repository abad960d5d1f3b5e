namespace Larder.Journal;

/// <summary>How the engine paces itself.</summary>
internal sealed record EnginePace
{
    /// <summary>How long a shard is owned without a renewal.</summary>
    public TimeSpan OwnFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one read waits for the first record.</summary>
    public TimeSpan ReadFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The first pause after a failure is up to this long; each further one up to twice as long as the one before.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>No pause is longer.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
