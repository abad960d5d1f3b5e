namespace Larder.Chaos.Source;

/// <summary>All that happened, as it comes in.</summary>
public sealed class HistoryLog
{
    private readonly Lock _lock = new();
    private readonly List<Operation> _operations = [];

    public void Add(in Operation operation)
    {
        lock (_lock) _operations.Add(operation);
    }

    /// <summary>Takes lines of one kind out again, from a place on: they were not meant to be judged.</summary>
    public void Forget(int from, OperationKind kind)
    {
        lock (_lock)
        {
            var kept = _operations.Skip(from).Where(one => one.Kind != kind).ToArray();
            _operations.RemoveRange(from, _operations.Count - from);
            _operations.AddRange(kept);
        }
    }

    public IReadOnlyList<Operation> Snapshot()
    {
        lock (_lock) return [.. _operations];
    }
}
