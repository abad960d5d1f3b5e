using Larder.Entries;

namespace Larder.Memory;

/// <summary>
/// Finds entries whose time is over without a timer: each write looks at one bucket, round and round the table, as long as something may be over.
/// Under the store's lock.
/// </summary>
internal sealed class ExpirySweep(NodeTable table)
{
    private int _segment;
    private int _bucket;

    // No entry ends before this; of those met since the round began, and of those put in, the first to end.
    private long _nextEnd = long.MaxValue;
    private long _nextEndOfRound = long.MaxValue;

    /// <summary>An entry with this end was put in.</summary>
    public void Note(long end)
    {
        _nextEnd = Math.Min(_nextEnd, end);
        _nextEndOfRound = Math.Min(_nextEndOfRound, end);
    }

    /// <summary>Looks at the next bucket; the first node in it whose time is over, or null. One that is returned must be removed.</summary>
    public Node? Step(long now)
    {
        if (now < _nextEnd) return null;
        for (var tried = 0; tried < NodeTable.SegmentCount && IsThroughSegment; tried++) BeginSegment();
        if (IsThroughSegment) return null;
        Node? over = null;
        for (var node = table.HeadOf(_segment, _bucket++); node is not null; node = node.Next)
        {
            var end = node.Stamp.StaleUntil;
            if (end <= now) over ??= node;
            else _nextEndOfRound = Math.Min(_nextEndOfRound, end);
        }

        // There may be a second one in this bucket.
        if (over is not null) _bucket--;
        return over;
    }

    private bool IsThroughSegment => _bucket >= table.BucketsOf(_segment) || table.IsEmpty(_segment);

    private void BeginSegment()
    {
        (_segment, _bucket) = ((_segment + 1) % NodeTable.SegmentCount, 0);
        if (_segment == 0) (_nextEnd, _nextEndOfRound) = (_nextEndOfRound, long.MaxValue);
    }
}
