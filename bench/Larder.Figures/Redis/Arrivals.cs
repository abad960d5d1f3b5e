using Larder.Chaos;

namespace Larder.Figures.Redis;

/// <summary>Who has seen which version when, as the processes report it.</summary>
internal sealed class Arrivals(int processes)
{
    private readonly Lock _lock = new();
    private readonly List<long> _began = [];
    private readonly List<Operation> _pushes = [];
    private TaskCompletionSource<long> _there = new();
    private long _version;
    private long _last;
    private int _missing;

    /// <summary>Completes with the moment at which the last process had this version.</summary>
    public Task<long> Await(long version)
    {
        lock (_lock)
        {
            (_version, _missing, _last, _there) = (version, processes, 0, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _there.Task;
        }
    }

    public void Began(long moment)
    {
        lock (_lock) _began.Add(moment);
    }

    public void Take(Operation operation)
    {
        lock (_lock)
        {
            if (operation.Kind == OperationKind.Pushed) _pushes.Add(operation);
            if (operation.Kind != OperationKind.Read || operation.Version != _version) return;
            _last = Math.Max(_last, operation.End);
            if (--_missing == 0) _there.TrySetResult(_last);
        }
    }

    /// <summary>Of each round and process, how long after its begin the first change had reached that process's memory.</summary>
    public IReadOnlyList<double> PushMilliseconds(int skippedRounds)
    {
        lock (_lock)
        {
            var seen = new HashSet<(int Round, int Process)>();
            List<double> took = [];
            foreach (var push in _pushes.OrderBy(static push => push.End))
            {
                var round = _began.BinarySearch(push.End);
                round = round >= 0 ? round : ~round - 1;
                if (round >= skippedRounds && seen.Add((round, push.Process))) took.Add(Clock.Milliseconds(push.End - _began[round]));
            }
            return took;
        }
    }
}
