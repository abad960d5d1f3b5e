namespace Storefront.Settings;

/// <summary>Files for what is logged, section <c>Storefront:Logs</c>. Relative paths are below the content root; the day is added to the name.</summary>
internal sealed class LogOptions
{
    /// <summary>What the application logs, for instance <c>logs/app.log</c>. Null: no file.</summary>
    public string? App { get; set; }

    /// <summary>What the cache logs, for instance <c>logs/cache.log</c>. Null: no file.</summary>
    public string? Cache { get; set; }
}
