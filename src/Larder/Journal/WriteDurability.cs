namespace Larder.Journal;

/// <summary>What an acknowledged write survives before it is in the database. Whether the journal's place can keep it is looked at when the application starts.</summary>
public sealed record WriteDurability
{
    private WriteDurability(string name, int replicas) => (Name, Replicas) = (name, replicas);

    /// <summary>The end of the application. Not the end of the journal's server.</summary>
    public static WriteDurability Memory { get; } = new("memory", 0);

    /// <summary>Also the end of the journal's server, as far as its file goes: of Redis, at once by <c>appendfsync always</c>, within about 2 seconds by <c>everysec</c>.</summary>
    public static WriteDurability Local { get; } = new("local", 0);

    /// <summary>Its name in settings and messages.</summary>
    public string Name { get; }

    /// <summary>How many replicas shall confirm a write before it is acknowledged; 0: none.</summary>
    public int Replicas { get; }

    /// <summary>
    /// As <see cref="Local"/>, and so many replicas have it too. When fewer confirm in time, the write stands, and its receipt tells how many did.
    /// </summary>
    /// <param name="replicas">1 or more.</param>
    public static WriteDurability Replicated(int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return new WriteDurability("replicated", replicas);
    }

    /// <inheritdoc/>
    public override string ToString() => Replicas > 0 ? $"{Name}({Replicas})" : Name;
}
