namespace Larder.Chaos;

/// <summary>What a run does.</summary>
/// <param name="Tier">What the processes share.</param>
/// <param name="Processes">How many there are.</param>
/// <param name="Duration">For how long they read and write.</param>
/// <param name="Seed">Which faults come when.</param>
public sealed record ChaosPlan(TierKind Tier, int Processes, TimeSpan Duration, int Seed)
{
    /// <summary>The comparison that the caches leave out, by its name; null: none. A run must find that out.</summary>
    public string? Without { get; init; }

    /// <summary>No faults: what is left are the races.</summary>
    public bool IsCalm { get; init; }

    /// <summary>How old an answer may be after a removal was acknowledged.</summary>
    public TimeSpan Within { get; init; } = Settings.StalenessBound;

    /// <summary>Told what happens while it happens.</summary>
    public Action<string> Tell { get; init; } = static _ => { };
}
