using Larder.Chaos.Source;

namespace Larder.Chaos.Checking;

/// <summary>
/// Holds a history against the promises. A removal owes the version that the source held when it began: to its own process from the moment it
/// returned, to every other from the bound after the shared tier acknowledged it. What a process answers never goes back either.
/// </summary>
public sealed class HistoryCheck
{
    private const int ExamplesShown = 12;

    private readonly IReadOnlyList<Operation> _history;
    private readonly CommitLog _commits;
    private readonly Promises _promises;
    private readonly Detachments _detachments;
    private readonly Floors[] _fleet = [.. Enumerable.Range(0, KeySet.Count).Select(static _ => new Floors())];
    private readonly Dictionary<(int Process, int Key), Floors> _own = [];
    private readonly List<string> _examples = [];
    private double _worst;

    private HistoryCheck(IReadOnlyList<Operation> history, CommitLog commits, Promises promises)
    {
        (_history, _commits, _promises) = (history, commits, promises);
        _detachments = new Detachments(history, promises.DetachedFor);
    }

    public static Verdict Run(IReadOnlyList<Operation> history, CommitLog commits, Promises promises) =>
        new HistoryCheck(history, commits, promises).Judge();

    private Verdict Judge()
    {
        foreach (var operation in _history) Owe(operation);
        var reads = _history.Where(static one => one.Kind == OperationKind.Read).ToArray();
        var detached = reads.Where(read => _detachments.Touch(read)).ToHashSet();
        return new Verdict
        {
            Stale = reads.Count(read => IsStale(read, detached.Contains(read))),
            Backwards = reads.Where(read => !detached.Contains(read)).GroupBy(static read => (read.Process, read.Key)).Sum(CountBackwards),
            Copies = _history.Count(IsOldCopy),
            Failed = Count(OperationKind.Failed),
            Reads = reads.Length,
            Removals = Count(OperationKind.Removed),
            DetachedReads = detached.Count,
            Compared = Count(OperationKind.Copy),
            WorstMilliseconds = _worst,
            Examples = _examples,
        };
    }

    private int Count(OperationKind kind) => _history.Count(one => one.Kind == kind);

    private void Owe(in Operation operation)
    {
        if (operation.Kind is not (OperationKind.Removed or OperationKind.Told)) return;
        var version = _commits.VersionAt(operation.Key, operation.Start);
        if (operation.Kind == OperationKind.Told) _fleet[operation.Key].Add(operation.End, version, (RemovalWay)operation.Version);
        else OwnOf(operation).Add(operation.End, version, (RemovalWay)operation.Version);
    }

    private Floors OwnOf(in Operation operation)
    {
        if (!_own.TryGetValue((operation.Process, operation.Key), out var floors)) _own[(operation.Process, operation.Key)] = floors = new Floors();
        return floors;
    }

    private bool IsStale(in Operation read, bool isDetached)
    {
        // Who can't reach the shared tier may fall back on an expired value whose removal he could not hear of.
        var isExcused = isDetached && KeySet.IsUnreliable(read.Key);
        var fleet = isExcused ? 0 : _fleet[read.Key].At(read.Start - (isDetached ? _promises.DetachedBound : _promises.Bound));
        var own = OwnOf(read).At(read.Start);
        if (!isDetached) Measure(read);
        if (read.Version >= Math.Max(fleet, own)) return false;
        var since = (read.Version < own ? OwnOf(read) : _fleet[read.Key]).Since(read.Version + 1);
        Show($"stale{(read.Version < own ? " of its own removal" : "")}{(isDetached ? ", detached" : "")}", read, Math.Max(fleet, own), since);
        return true;
    }

    private void Measure(in Operation read)
    {
        if (read.Version < _fleet[read.Key].At(read.Start) && _fleet[read.Key].Since(read.Version + 1) is { } since)
            _worst = Math.Max(_worst, Clock.Milliseconds(read.Start - since.From));
    }

    private int CountBackwards(IEnumerable<Operation> readsOfOne)
    {
        var byStart = readsOfOne.OrderBy(static read => read.Start).ToArray();
        var byEnd = byStart.OrderBy(static read => read.End).ToArray();
        var (ended, seen, backwards) = (0, default(Operation), 0);
        foreach (var read in byStart)
        {
            for (; ended < byEnd.Length && byEnd[ended].End < read.Start; ended++)
                if (byEnd[ended].Version > seen.Version && WasTold(byEnd[ended])) seen = byEnd[ended];
            if (read.Version >= seen.Version) continue;
            backwards++;
            Show("backwards", read, seen.Version, (seen.End, RemovalWay.Unknown));
        }
        return backwards;
    }

    // A commit that no removal has told the caches of may be seen early, by a load that happens to run: nothing binds them to it yet.
    private bool WasTold(in Operation read) => _fleet[read.Key].At(read.Start) >= read.Version;

    private bool IsOldCopy(Operation copy)
    {
        if (copy.Kind != OperationKind.Copy || copy.Version == _commits.Latest(copy.Key)) return false;
        Show("copy", copy, _commits.Latest(copy.Key), null);
        return true;
    }

    private void Show(string what, in Operation read, long owed, (long From, RemovalWay Way)? since)
    {
        if (_examples.Count >= ExamplesShown) return;
        var age = since is { } removal ? $", {Clock.Milliseconds(read.Start - removal.From):0.0} ms after ({removal.Way})" : "";
        _examples.Add($"{what}: process {read.Process}, key {read.Key}: {read.Version}, owed {owed}{age} (took {Clock.Milliseconds(read.End - read.Start):0.0} ms)");
    }
}
