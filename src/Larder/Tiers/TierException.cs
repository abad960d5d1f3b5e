namespace Larder.Tiers;

/// <summary>A tier could not tell what is there, or could not do what it was asked.</summary>
/// <param name="failure">What kind of failure.</param>
/// <param name="message">What happened, in words, without values and secrets.</param>
/// <param name="inner">The cause.</param>
public sealed class TierException(TierFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public TierFailure Failure => failure;
}
