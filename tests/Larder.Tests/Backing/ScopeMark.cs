namespace Larder.Tests.Backing;

/// <summary>One of these is made a scope, and goes with it.</summary>
internal sealed class ScopeMark : IDisposable
{
    private static int made, open;

    public ScopeMark() => (Number, _) = (Interlocked.Increment(ref made), Interlocked.Increment(ref open));

    public static int Open => Volatile.Read(ref open);

    public int Number { get; }

    public void Dispose() => Interlocked.Decrement(ref open);
}
