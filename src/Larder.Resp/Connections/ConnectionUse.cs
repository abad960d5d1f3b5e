namespace Larder.Resp.Connections;

/// <summary>What a connection is for.</summary>
internal enum ConnectionUse
{
    /// <summary>Commands of many callers; whatever changes the connection itself is refused.</summary>
    Shared,

    /// <summary>One caller's: transactions, blocking commands, MONITOR.</summary>
    Leased,

    /// <summary>Subscriptions. In RESP2, lists that begin with message, subscribe and the like are pushes here.</summary>
    Subscriber,
}
