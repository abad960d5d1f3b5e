namespace Larder.Warming;

/// <summary>The bounds of a warm-up.</summary>
public sealed class WarmUpOptions
{
    /// <summary>How many items are loaded at once; 1 or more. Default 4.</summary>
    public int Parallelism { get; set; } = 4;

    /// <summary>How long a run may take. Default 1 minute.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most items of a run; further ones are left out. Default 10,000.</summary>
    public int MaxItems { get; set; } = 10_000;

    /// <summary>Whether it runs once by itself when the application has started. Default: it does.</summary>
    public bool RunsAtStart { get; set; } = true;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
    }
}
