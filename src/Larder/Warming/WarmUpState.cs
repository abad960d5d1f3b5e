namespace Larder.Warming;

/// <summary>How a warm-up stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Done">Items that were loaded in the run that is under way, or in the last one.</param>
/// <param name="Failed">Items of that run that failed.</param>
/// <param name="Total">Items of that run, as far as they are known; 0 when nobody said.</param>
public sealed record WarmUpState(string Name, WarmUpStatus Status, int Done, int Failed, int Total)
{
    /// <summary>How often it ran.</summary>
    public int Runs { get; init; }

    /// <summary>When the last run began; null: there was none.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long that run took, or takes until now, in milliseconds.</summary>
    public double TookMs { get; init; }

    /// <summary>The first thing that failed in that run, without values; null: nothing did.</summary>
    public string? Error { get; init; }
}
