namespace Larder.AspNetCore;

/// <summary>How sessions are kept. How long one lives without use is <c>Larder:SessionMaxAge</c>, or <c>SessionOptions.IdleTimeout</c> where that is set.</summary>
public sealed class LarderSessionOptions
{
    /// <summary>The cache that holds them. Default: the default cache.</summary>
    public string Cache { get; set; } = "";

    /// <summary>The most keys of a session; 1 or more. Default 256.</summary>
    public int MaxKeys { get; set; } = 256;

    /// <summary>The most bytes of a session, keys included; below <see cref="CacheOptions.MaxValueBytes"/>. Default 256 KB.</summary>
    public int MaxBytes { get; set; } = 256 << 10;
}
