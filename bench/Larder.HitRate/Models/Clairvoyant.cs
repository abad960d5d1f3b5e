namespace Larder.HitRate.Models;

/// <summary>
/// The optimum (Belady, 1966): what is needed again last leaves, and a key that is needed later than all others is not taken in. It knows the
/// future, so it is the bound that no policy can pass.
/// </summary>
internal sealed class Clairvoyant : ICacheModel
{
    private readonly int _capacity;
    private readonly int[] _nextUse;
    private readonly int[] _heldUntil;
    private readonly PriorityQueue<int, int> _latestFirst = new();
    private int _now;

    public Clairvoyant(int capacity, int keys, int[] trace)
    {
        _capacity = capacity;
        _nextUse = NextUses(trace, keys);
        _heldUntil = new int[keys];
        Array.Fill(_heldUntil, -1);
    }

    public int Count { get; private set; }

    public bool Access(int key)
    {
        var hit = _heldUntil[key] >= 0;
        var next = _nextUse[_now++];
        if (!hit) Count++;
        _heldUntil[key] = next;
        _latestFirst.Enqueue(key, -next);
        while (Count > _capacity && _latestFirst.TryDequeue(out var latest, out var use))
        {
            // A key that was used again since is in the queue a second time, under its later use.
            if (_heldUntil[latest] != -use) continue;
            _heldUntil[latest] = -1;
            Count--;
        }

        return hit;
    }

    private static int[] NextUses(int[] trace, int keys)
    {
        var uses = new int[trace.Length];
        var seen = new int[keys];
        Array.Fill(seen, int.MaxValue);
        for (var at = trace.Length - 1; at >= 0; at--)
        {
            uses[at] = seen[trace[at]];
            seen[trace[at]] = at;
        }

        return uses;
    }
}
