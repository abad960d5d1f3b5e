namespace Larder.Cli.Targets;

/// <summary>What the command line says of the cache that is meant.</summary>
internal sealed record TargetTerms
{
    /// <summary>Where an application's endpoints are.</summary>
    public string? App { get; init; }

    public string? TokenFile { get; init; }

    /// <summary>Where Redis is.</summary>
    public string? Redis { get; init; }

    /// <summary>A SQLite file.</summary>
    public string? File { get; init; }

    /// <summary>The application's name, by which its keys begin; or which of several that were found.</summary>
    public string? Name { get; init; }

    /// <summary>What its keys begin with, if that is not the name and a colon.</summary>
    public string? KeyPrefix { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>A named cache.</summary>
    public string Cache { get; init; } = "";

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
