namespace Larder.Loading;

/// <summary>Under which terms a loader runs.</summary>
/// <param name="What">What it loads, for the message when its time is over.</param>
/// <param name="Pass">Whether it needs a place of its own.</param>
/// <param name="Timeout">After how long it is given up.</param>
/// <param name="Abandoned">Cancelled when nobody wants the outcome any more.</param>
internal readonly record struct LoadTerms(string What, GatePass Pass, TimeSpan Timeout, CancellationToken Abandoned)
{
    /// <summary>What the loader's own flow may tell of the load.</summary>
    public CurrentLoad Load { get; } = new();
}
