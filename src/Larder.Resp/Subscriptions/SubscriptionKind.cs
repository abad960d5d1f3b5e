namespace Larder.Resp.Subscriptions;

/// <summary>What is subscribed to.</summary>
internal enum SubscriptionKind
{
    /// <summary>Channels by name.</summary>
    Channels,

    /// <summary>Channels by pattern.</summary>
    Patterns,

    /// <summary>Channels of one slot of a cluster, which its node alone serves.</summary>
    Shards,
}
