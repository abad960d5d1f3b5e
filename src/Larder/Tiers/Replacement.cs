using Larder.Validity;

namespace Larder.Tiers;

/// <summary>The answer to a write.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Ticket">By which the written value may be kept in memory; of use only when <paramref name="Outcome"/> is Done.</param>
public readonly record struct Replacement(ReplaceOutcome Outcome, InstallTicket Ticket);
