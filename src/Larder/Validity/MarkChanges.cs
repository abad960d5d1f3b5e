namespace Larder.Validity;

/// <summary>How often any mark of a cache changed. While it stands still, marks that held once still hold.</summary>
internal sealed class MarkChanges
{
    private long _count;

    public long Count => Volatile.Read(ref _count);

    /// <summary>After the change: who sees the new count must see what it stands for.</summary>
    public void Note() => Interlocked.Increment(ref _count);
}
