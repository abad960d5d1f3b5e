namespace Larder.Resp;

/// <summary>What is known of a command whose reply did not come.</summary>
public enum Delivery
{
    /// <summary>No byte of it left this process: it did not run.</summary>
    NotSent,

    /// <summary>It was sent, or a part of it: it may have run.</summary>
    MaybeExecuted,
}
