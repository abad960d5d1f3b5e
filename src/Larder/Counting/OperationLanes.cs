namespace Larder.Counting;

/// <summary>Hands out operation ids. A lane is lent to one addition until its outcome is known; few are ever needed at once.</summary>
internal sealed class OperationLanes(Random random)
{
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = new();
    private readonly long _origin = random.NextInt64();
    private int _made;
    private long _sequence;

    public OperationId Rent()
    {
        lock (_gate)
        {
            var lane = _free.TryPop(out var free) ? free : _made++;
            return new OperationId(_origin, lane, ++_sequence);
        }
    }

    /// <summary>The outcome is known, or nobody will ask for it: a higher number on this lane refuses this one from now on.</summary>
    public void Return(OperationId operation)
    {
        lock (_gate) _free.Push(operation.Lane);
    }
}
