namespace Larder.Journal;

/// <summary>How the journal of a cache works.</summary>
public sealed class WriteBehindOptions
{
    /// <summary>
    /// Over how many shards keys are spread, 1 to 256: so many batches are written at once in the whole fleet. The same in all processes; it can be
    /// changed only while the journal is empty. Default 8.
    /// </summary>
    public int Shards { get; set; } = 8;

    /// <summary>How many keys a batch has at most, 1 to 10,000. Default 512.</summary>
    public int BatchSize { get; set; } = 512;

    /// <summary>How long a batch waits for more after its first write, up to a minute; longer makes batches larger and the database later. Default 50 ms.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many writes a shard takes before it is full, 1 or more. Default 100,000.</summary>
    public long MaxRecords { get; set; } = 100_000;

    /// <summary>How many bytes of writes a shard takes before it is full. Default 64 MB.</summary>
    public long MaxBytes { get; set; } = 64L << 20;

    /// <summary>What a write does when its shard is full. Default: it waits.</summary>
    public WhenFull WhenFull { get; set; }

    /// <summary>How long a write waits for room. Default 5 seconds.</summary>
    public TimeSpan WaitForRoom { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a write that the database refuses is tried before it becomes a dead letter, 1 or more. Default 8.</summary>
    public int MaxTries { get; set; } = 8;

    /// <summary>How long the application's end waits until everything is in the database; what is left then stays in the journal. Default 20 seconds.</summary>
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What an acknowledged write must survive. Default <see cref="WriteDurability.Local"/>.</summary>
    public WriteDurability Durability { get; set; } = WriteDurability.Local;

    /// <summary>How the engine paces itself.</summary>
    internal EnginePace Pace { get; set; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal void Check()
    {
        const string Code = "LAR514 An option of write-behind is out of its range.";
        Within(Shards is >= 1 and <= 256, nameof(Shards));
        Within(BatchSize is >= 1 and <= 10_000, nameof(BatchSize));
        Within(Linger >= TimeSpan.Zero && Linger <= TimeSpan.FromMinutes(1), nameof(Linger));
        Within(MaxRecords >= 1, nameof(MaxRecords));
        Within(MaxBytes >= 1, nameof(MaxBytes));
        Within(WaitForRoom >= TimeSpan.Zero, nameof(WaitForRoom));
        Within(MaxTries >= 1, nameof(MaxTries));
        Within(DrainFor >= TimeSpan.Zero, nameof(DrainFor));

        static void Within(bool holds, string name)
        {
            if (!holds) throw new ArgumentOutOfRangeException(name, Code);
        }
    }
}
