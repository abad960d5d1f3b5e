namespace Storefront.Lab.Failover;

/// <summary>One Redis server as the lab sees it.</summary>
/// <param name="Node">Where it is.</param>
/// <param name="Role">master, replica, or what else it says; null when it does not answer.</param>
/// <param name="Counters">The values of the counters that are compared, at the places of their names; null where there is none.</param>
internal sealed record NodeView(string Node, string? Role, IReadOnlyList<string?> Counters);
