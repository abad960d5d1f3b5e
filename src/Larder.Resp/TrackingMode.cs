namespace Larder.Resp;

/// <summary>Which keys the server tells about.</summary>
public enum TrackingMode
{
    /// <summary>Those that were read over the tracked connection, once for each reading. The server remembers them.</summary>
    Read,

    /// <summary>All with certain prefixes, whoever read them (BCAST); own writes over the same connection excepted. Costs at each write.</summary>
    Prefixes,
}
