using Larder.Counting;
using Larder.Tiers;

namespace Larder.Tests.Counting;

/// <summary>A place for counters that fails when it is told to, before or after it has counted.</summary>
internal sealed class FragileStore : ICounterStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly HashSet<OperationId> _operations = [];
    private int _calls;

    public TierFailure? Failure { get; set; }

    public bool CountsAllTheSame { get; set; }

    public string? Refused { get; set; }

    public TaskCompletionSource? Gate { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    public IReadOnlyList<OperationId> Operations
    {
        get
        {
            lock (_gate) return [.. _operations];
        }
    }

    public long Value(string name)
    {
        lock (_gate) return _values.GetValueOrDefault(name);
    }

    public async ValueTask<long> AddAsync(CounterAddition addition, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (Gate is { } gate) await gate.Task;
        if (addition.Name == Refused) throw new TierException(TierFailure.Refused, "refused");
        if (Failure is { } failure && !CountsAllTheSame) throw new TierException(failure, "away");
        lock (_gate)
        {
            if (_operations.Add(addition.Operation)) _values[addition.Name] = _values.GetValueOrDefault(addition.Name) + addition.By;
        }

        return Failure is { } late ? throw new TierException(late, "the answer was lost") : Value(addition.Name);
    }

    public ValueTask<IReadOnlyList<long>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return Failure is { } failure ? throw new TierException(failure, "away") : new([.. names.Select(Value)]);
    }
}
