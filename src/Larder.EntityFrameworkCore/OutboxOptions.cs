namespace Larder.EntityFrameworkCore;

/// <summary>How the outbox works: what a transaction changed stands in a row of the same transaction until it is removed from the cache.</summary>
public sealed class OutboxOptions
{
    /// <summary>The table, with a schema if it needs one; letters, digits, underscores and a dot. Default <c>larder_outbox</c>.</summary>
    public string Table { get; set; } = "larder_outbox";

    /// <summary>
    /// How often rows are looked for that nobody has removed: those of a process that died. One that is there twice in a row is taken. Default 5 seconds.
    /// </summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many rows are taken in one step; 1 or more. Default 200.</summary>
    public int BatchSize { get; set; } = 200;
}
