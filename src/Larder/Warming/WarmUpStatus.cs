namespace Larder.Warming;

/// <summary>How far a warm-up is.</summary>
public enum WarmUpStatus
{
    /// <summary>It did not run yet.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ran to its end, and every item was loaded.</summary>
    Done,

    /// <summary>It ran to its end, and some items failed.</summary>
    Partial,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>Somebody stopped it, or the application ended.</summary>
    Cancelled,
}
