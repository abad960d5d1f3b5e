using System.Net;

namespace Larder.Resp.Topology;

/// <summary>What one sentinel said about the master.</summary>
/// <param name="Sentinel">Who.</param>
internal sealed record SentinelAnswer(EndPoint Sentinel)
{
    /// <summary>The master; null if it knows none of that name, or did not answer.</summary>
    public EndPoint? Master { get; init; }

    /// <summary>The epoch of what it says: a failover makes it higher.</summary>
    public long Epoch { get; init; }

    /// <summary>The names that it knows, if it does not know ours.</summary>
    public IReadOnlyList<string>? KnownNames { get; init; }

    /// <summary>Why it did not answer.</summary>
    public RespException? Failure { get; init; }
}
