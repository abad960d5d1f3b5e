namespace Storefront.Lab.Fleet;

/// <summary>A change here, and how the other instances followed.</summary>
internal sealed record CoherenceResult(int Product, decimal Old, decimal New, IReadOnlyList<PeerLag> Peers);
