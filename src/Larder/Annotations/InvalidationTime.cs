namespace Larder.Annotations;

/// <summary>When a method's invalidations happen.</summary>
public enum InvalidationTime
{
    /// <summary>After it succeeded. When it throws, nothing is removed.</summary>
    AfterSuccess,

    /// <summary>After it ended, also when it threw: a source may have changed although it did not say so. Keys that name the result: after success alone.</summary>
    AfterEnd,

    /// <summary>
    /// Before it starts, and after it ended, also when it threw. Keys are held meanwhile where the options ask for it (<see cref="CacheOptions.WriterHoldFor"/>).
    /// Those that name the result are removed after success alone.
    /// </summary>
    BeforeAndAfter,
}
