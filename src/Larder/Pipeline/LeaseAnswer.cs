using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>What came of asking for the right to load.</summary>
/// <param name="Right">The right; null when there is none to be had now.</param>
/// <param name="AskAgain">Read the slot again: it changed, or somebody else loads it.</param>
/// <param name="Watched">The slot to wait for.</param>
/// <param name="Taken">What the slot held while somebody else loads it; none otherwise.</param>
/// <param name="Until">How long that may take at most.</param>
internal readonly record struct LeaseAnswer(LoadRight? Right, bool AskAgain, Slot Watched, SlotVersion Taken, TimeSpan Until)
{
    /// <summary>Read the slot again at once: it changed.</summary>
    public static readonly LeaseAnswer Again = new(null, AskAgain: true, default, SlotVersion.None, TimeSpan.Zero);

    /// <summary>Load, but do not fill: the tier can't be written, or what it holds is not ours.</summary>
    public static readonly LeaseAnswer NoRight;

    public static LeaseAnswer Granted(LoadRight right) => new(right, AskAgain: false, default, SlotVersion.None, TimeSpan.Zero);

    public static LeaseAnswer TakenElsewhere(Slot watched, SlotVersion taken, TimeSpan until) => new(null, AskAgain: true, watched, taken, until);

    /// <summary>Waits until the slot may have changed; at once if it has.</summary>
    public ValueTask WaitAsync(GuardedTier tier, CancellationToken cancellationToken) =>
        Taken.IsNone ? ValueTask.CompletedTask : tier.WaitAsync(Watched, Taken, Until, cancellationToken);
}
