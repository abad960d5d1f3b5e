namespace Larder.Tiers;

/// <summary>What the guard says of a call: the tier's answer, or that it was not reached.</summary>
internal readonly record struct TierAnswer<TResult>(bool Reached, TResult Result)
{
    public static readonly TierAnswer<TResult> NotReached;
}
