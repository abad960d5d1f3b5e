namespace Larder.Inspection;

/// <summary>Everything about an entry but its value.</summary>
/// <param name="Key">Without the cache's prefix.</param>
/// <param name="Memory">As this process holds it; null: it does not.</param>
/// <param name="Shared">As the shared tier holds it; null: it does not, or did not answer.</param>
/// <param name="SharedAnswered">Whether the shared tier answered; without one, true.</param>
/// <param name="IsSensitive">Whether its value is shown only to who asks for it twice, or never.</param>
public sealed record EntrySight(string Key, MemorySight? Memory, SharedSight? Shared, bool SharedAnswered, bool IsSensitive)
{
    /// <summary>The form of this document; fields are only added.</summary>
    public string Schema { get; init; } = "larder.entry/1";
}
