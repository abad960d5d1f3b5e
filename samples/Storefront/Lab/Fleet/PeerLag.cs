namespace Storefront.Lab.Fleet;

/// <summary>How an instance followed a change.</summary>
/// <param name="Address">The instance.</param>
/// <param name="Before">The price that it showed before; null when it did not answer.</param>
/// <param name="After">Milliseconds from the end of the change until it showed the new price; null: not within the time that was waited.</param>
/// <param name="Source">Where it had the new price from, as its header says.</param>
internal sealed record PeerLag(string Address, decimal? Before, double? After, string Source);
