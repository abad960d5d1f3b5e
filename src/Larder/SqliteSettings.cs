namespace Larder;

/// <summary>Where the file of the SQLite tier is.</summary>
public sealed class SqliteSettings
{
    /// <summary>The file. Null: <c>.larder/{Name}.db</c> below the content root. Processes that name the same file share it.</summary>
    public string? Path { get; set; }

    /// <summary>The most bytes of the file. Default 256 MB.</summary>
    public long MaxBytes { get; set; } = 256L << 20;
}
