namespace Larder.Resp.Commands;

/// <summary>What a scan looks for.</summary>
public sealed record ScanOptions
{
    /// <summary>A glob, such as <c>user:*</c>. Null: all.</summary>
    public string? Pattern { get; init; }

    /// <summary>Only keys that hold this: string, hash, list, set, zset, stream. Null: any.</summary>
    public string? Type { get; init; }

    /// <summary>About how many keys a step looks at. Default 250.</summary>
    public int Step { get; init; } = 250;
}
