namespace Larder.Cli.Output;

/// <summary>What the program ends with. Scripts rely on these numbers: they are only added to.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>Something that nobody expected.</summary>
    Failed = 1,

    /// <summary>The command makes no sense, or it is not clear which cache is meant.</summary>
    Usage = 2,

    /// <summary>There is no such entry.</summary>
    NotFound = 3,

    /// <summary>The cache serves, and something is away.</summary>
    Degraded = 4,

    /// <summary>Nothing answers there.</summary>
    Unreachable = 5,

    /// <summary>The token is missing or wrong, or allows less.</summary>
    Refused = 6,

    /// <summary>Somebody said no, or there was nobody to ask.</summary>
    Declined = 7,

    /// <summary>Some of it was done.</summary>
    Partial = 8,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,
}
