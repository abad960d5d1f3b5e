namespace Larder.AspNetCore;

/// <summary>Where what code keeps in <c>IDistributedCache</c> is.</summary>
public sealed class LarderDistributedCacheOptions
{
    /// <summary>The cache that holds it. Default: the default cache.</summary>
    public string Cache { get; set; } = "";
}
