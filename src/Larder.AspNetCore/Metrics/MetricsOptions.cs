namespace Larder.AspNetCore.Metrics;

/// <summary>Who may read the metrics.</summary>
public sealed class MetricsOptions
{
    /// <summary>Whether everybody who reaches the endpoint may read it. Default: no; in Development everybody may.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>
    /// The port of this process at which a request must have arrived, 1 to 65,535; others are answered with 404. Null: any. The connection counts, not what the
    /// request says of its host.
    /// </summary>
    public int? Port { get; set; }
}
