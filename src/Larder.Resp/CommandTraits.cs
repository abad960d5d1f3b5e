namespace Larder.Resp;

/// <summary>What a client must know of a command to route it and to decide whether it may be sent again.</summary>
[Flags]
public enum CommandTraits
{
    /// <summary>Nothing is known: never sent twice, never to a replica.</summary>
    None = 0,

    /// <summary>Reads only; a replica may answer it, and it may be sent again.</summary>
    Reads = 1,

    /// <summary>Changes data.</summary>
    Writes = 2,

    /// <summary>The server may hold its answer back (BLPOP, XREADGROUP BLOCK): never on a shared connection.</summary>
    Blocks = 4,

    /// <summary>Running it twice leaves what running it once leaves, so it may be sent again after an unknown outcome.</summary>
    Idempotent = 8,

    /// <summary>Concerns each node of a cluster, not the node of a key.</summary>
    EveryNode = 16,

    /// <summary>Changes what the connection is (SUBSCRIBE, SELECT, MULTI): refused on a shared connection.</summary>
    Connection = 32,
}
