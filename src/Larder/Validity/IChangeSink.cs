namespace Larder.Validity;

/// <summary>
/// Memory, the marks held in memory, and the loads under way: all that must hear of a change. Implementations neither block, nor throw, nor
/// run user code, because the tier calls them on the thread that reads its stream.
/// </summary>
public interface IChangeSink
{
    /// <summary>Grows by one with each change, over all watches of the cache.</summary>
    long Position { get; }

    /// <summary>This slot may hold something else than it did.</summary>
    void Changed(Slot slot);

    /// <summary>All slots of this stream may hold something else.</summary>
    void ChangedAll(Watch watch);

    /// <summary>The stream was lost and may have missed changes.</summary>
    void Broken(Watch watch);

    /// <summary>The stream proves something for the first time, or again after it had stopped to. For diagnostics alone: who has none leaves it out.</summary>
    void Began(Watch watch)
    {
    }

    /// <summary>A change took so long from its write to here. For diagnostics alone: who has none leaves it out.</summary>
    void Lagged(TimeSpan lag)
    {
    }
}
