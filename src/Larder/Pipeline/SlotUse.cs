namespace Larder.Pipeline;

/// <summary>What is to become of what a slot holds, when its entry is loaded anew.</summary>
internal enum SlotUse
{
    /// <summary>There is nothing, or it was not looked at: whoever finds it unchanged may replace it.</summary>
    Replace,

    /// <summary>It can't be served any more, also not as a fallback: a placeholder takes its place.</summary>
    Discard,

    /// <summary>It is stale, and stays as a fallback for all processes until the new value replaces it.</summary>
    KeepUntilFilled,
}
