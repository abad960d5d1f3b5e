namespace Larder.AspNetCore;

/// <summary>Where the answers of the output cache are.</summary>
public sealed class LarderOutputCacheOptions
{
    /// <summary>The cache that holds them. Default: the default cache.</summary>
    public string Cache { get; set; } = "";
}
