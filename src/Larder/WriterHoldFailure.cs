namespace Larder;

/// <summary>What becomes of a change of the source when the shared tier can't be told to hold its keys.</summary>
public enum WriterHoldFailure
{
    /// <summary>It is made; the keys are removed in this process at once, and in the shared tier as soon as that is reached, if this process still lives.</summary>
    WriteAndOwe,

    /// <summary>It is not made: the caller gets a <see cref="CacheHoldException"/>.</summary>
    FailWrite,
}
