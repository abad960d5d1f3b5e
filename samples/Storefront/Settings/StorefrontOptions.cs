namespace Storefront.Settings;

/// <summary>The shop's own settings, section <c>Storefront</c>; the cache has its own section <c>Larder</c>.</summary>
internal sealed class StorefrontOptions
{
    public const string Section = "Storefront";

    /// <summary>Where the database is; a relative path is below the content root.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>How long the simulated computation of <c>/heavy</c> takes; 0 to 300.</summary>
    public double HeavySeconds { get; set; } = 5;

    /// <summary>Adds so many milliseconds to each database query, as if a network lay between; 0 to 10,000. Labelled as simulated where it counts.</summary>
    public double DbLatencyMs { get; set; }

    /// <summary>Serves the process's totals under <c>/api/queries</c> and <c>/api/heavy/computations</c>. Null: in Development only.</summary>
    public bool? Figures { get; set; }

    /// <summary>Files for what is logged.</summary>
    public LogOptions Logs { get; set; } = new();

    /// <summary>What the lab shows of a failover.</summary>
    public FailoverOptions Failover { get; set; } = new();

    /// <summary>
    /// Whether the users of the sample log in with the password and the one-time passwords that the documentation names. Null: in Development only.
    /// </summary>
    public bool? TestUsers { get; set; }

    /// <summary>Whether the JSON API may be written to without logging in, so that scripts work; else it takes the role admin. Null: in Development only.</summary>
    public bool? OpenApi { get; set; }

    /// <summary>
    /// The port at which Prometheus may read <c>/metrics</c>; whoever reaches it may. It must be one of those at which the shop listens, and one that is not
    /// published. Null: in Development at every port, else nowhere.
    /// </summary>
    public int? MetricsPort { get; set; }

    /// <summary>Whether the lab is there. Null: in Development only.</summary>
    public bool? Lab { get; set; }

    /// <summary>How many products a second the lab's simulated visitor looks at from the start; 0 to 50, 0: he waits until the lab lets him walk.</summary>
    public int Visitor { get; set; }

    /// <summary>Other instances of the shop, for the lab: their addresses with commas between, such as <c>http://127.0.0.1:5001</c>.</summary>
    public string Peers { get; set; } = "";

    /// <summary>
    /// Whether views of pages reach the database by write-behind, and the lab shows it; false where the shared Redis may evict its journal. Without a shared tier
    /// there is no journal either.
    /// </summary>
    public bool WriteBehind { get; set; } = true;

    /// <summary>How many products a new database gets; 1 to 1,000,000.</summary>
    public int Products { get; set; } = 10_000;

    /// <summary>How many orders a new database gets; 0 to 10,000,000.</summary>
    public int Orders { get; set; } = 200_000;

    /// <summary>How many users a new database gets, the first 30 of them for tests; 30 to 100,000.</summary>
    public int Users { get; set; } = 100;

    /// <summary>Whether the dashboard and the first lists are loaded as soon as the shop answers.</summary>
    public bool WarmUp { get; set; } = true;
}
