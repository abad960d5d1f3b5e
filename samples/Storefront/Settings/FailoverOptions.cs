namespace Storefront.Settings;

/// <summary>What the lab needs to show a failover; section <c>Storefront:Failover</c>.</summary>
internal sealed class FailoverOptions
{
    /// <summary>The Redis servers, for instance <c>127.0.0.1:7001,127.0.0.1:7002</c>; empty: the lab shows no failover.</summary>
    public string Nodes { get; set; } = "";

    /// <summary>The Unix socket of who stops and starts them; empty: they are only shown.</summary>
    public string Control { get; set; } = "";
}
