using Larder.Pipeline;
using Larder.Validity;

namespace Larder.Versions;

/// <summary>An entry as it was at one moment; by this a change is refused if it is another one by then.</summary>
public sealed class VersionedEntry
{
    internal VersionedEntry(string key, VersionedState state) => (Key, State) = (key, state);

    /// <summary>Its key.</summary>
    public string Key { get; }

    /// <summary>What was found.</summary>
    public VersionedState State { get; }

    /// <summary>True if there was a value.</summary>
    public bool IsHeld => State == VersionedState.Held;

    /// <summary>The bytes; empty when nothing was found.</summary>
    public CacheBytes Value { get; internal init; } = Nothing;

    /// <summary>How long it still lives; zero when nothing was found.</summary>
    public TimeSpan Remaining { get; internal init; }

    internal SlotVersion Version { get; init; }

    internal CapturedMarks Marks { get; init; } = CapturedMarks.None;

    internal InstallTicket Ticket { get; init; }

    private static CacheBytes Nothing { get; } = new(default);
}
