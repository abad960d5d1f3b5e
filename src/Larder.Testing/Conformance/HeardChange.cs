using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>One call of a tier to its sink.</summary>
/// <param name="Position">The sink's position after it.</param>
/// <param name="Kind">Which call.</param>
/// <param name="Slot">The slot; default unless <paramref name="Kind"/> is <see cref="ChangeKind.Changed"/>.</param>
/// <param name="Watch">The stream; null when <paramref name="Kind"/> is <see cref="ChangeKind.Changed"/>.</param>
public readonly record struct HeardChange(long Position, ChangeKind Kind, Slot Slot, Watch? Watch);
