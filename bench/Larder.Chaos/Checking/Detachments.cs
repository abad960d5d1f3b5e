namespace Larder.Chaos.Checking;

/// <summary>When each process could not be sure of its shared tier: from a lost call until the traces of it are gone.</summary>
internal sealed class Detachments
{
    private readonly Dictionary<int, List<(long From, long To)>> _spans = [];

    public Detachments(IEnumerable<Operation> history, long lasting)
    {
        foreach (var lost in history.Where(static one => one.Kind == OperationKind.Lost).OrderBy(static one => one.Start))
        {
            if (!_spans.TryGetValue(lost.Process, out var spans)) _spans[lost.Process] = spans = [];
            if (spans.Count > 0 && spans[^1].To >= lost.Start) spans[^1] = (spans[^1].From, Math.Max(spans[^1].To, lost.End + lasting));
            else spans.Add((lost.Start, lost.End + lasting));
        }
    }

    /// <summary>Whether any moment of the operation falls in such a time.</summary>
    public bool Touch(in Operation operation)
    {
        if (!_spans.TryGetValue(operation.Process, out var spans)) return false;
        foreach (var (from, to) in spans)
            if (from <= operation.End && operation.Start <= to) return true;
        return false;
    }
}
