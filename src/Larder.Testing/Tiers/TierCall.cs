using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>One call of a tier, for a script to judge.</summary>
/// <param name="Verb">The member.</param>
/// <param name="Slots">What it is about; none for a listing or a sweep.</param>
public sealed record TierCall(TierVerb Verb, IReadOnlyList<Slot> Slots);
