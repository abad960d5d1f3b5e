namespace Larder.Tiers;

/// <summary>The answer to a change of a record.</summary>
/// <param name="Outcome">Done; or Changed: another version stood there than was expected.</param>
/// <param name="Now">What the slot holds after it.</param>
public readonly record struct RecordAnswer(ReplaceOutcome Outcome, RecordRead Now);
