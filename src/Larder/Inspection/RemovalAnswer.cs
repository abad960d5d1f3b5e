namespace Larder.Inspection;

/// <summary>What came of a removal.</summary>
/// <param name="Cache">The cache's name; empty for the default one.</param>
/// <param name="Complete">True when every tier honours it; false when the shared tier will be told later.</param>
/// <param name="Count">How many there were; null when they were removed in one step and nobody counts.</param>
public sealed record RemovalAnswer(string Cache, bool Complete, long? Count)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.removal/1";
}
