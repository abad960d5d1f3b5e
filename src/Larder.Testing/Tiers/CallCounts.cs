namespace Larder.Testing.Tiers;

/// <summary>How often each verb of one tier was called, also when the call failed.</summary>
public sealed class CallCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<TierVerb>().Length];

    internal CallCounts()
    {
    }

    /// <summary>The calls of one verb.</summary>
    public long this[TierVerb verb] => Volatile.Read(ref _counts[(int)verb]);

    /// <summary>The calls that went to the other side and back: all but the waits.</summary>
    public long RoundTrips
    {
        get
        {
            var all = 0L;
            foreach (var verb in Enum.GetValues<TierVerb>())
                all += verb == TierVerb.Wait ? 0 : this[verb];
            return all;
        }
    }

    /// <summary>Counts from zero again.</summary>
    public void Reset() => Array.Clear(_counts);

    internal void Add(TierVerb verb) => Interlocked.Increment(ref _counts[(int)verb]);
}
