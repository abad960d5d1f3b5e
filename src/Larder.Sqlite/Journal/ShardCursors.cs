using System.Collections.Concurrent;
using Larder.Journal;

namespace Larder.Sqlite.Journal;

/// <summary>How far the owner of each shard has read, as long as this process owns it; and who waits for more.</summary>
internal sealed class ShardCursors
{
    private readonly ConcurrentDictionary<int, (string Owner, long Position)> _positions = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _waiting = new();

    /// <summary>Up to where it has read. For an owner who begins with what was left, that is all there is.</summary>
    public long PositionOf(ShardRead read, long last)
    {
        var fresh = (read.Owner, Position: read.Part == ShardPart.Unacknowledged ? last : 0);
        var known = _positions.GetOrAdd(read.Shard, fresh);

        // A shard that was lost counts from the beginning: who has read further has read another one.
        if (known.Owner == read.Owner && known.Position <= last) return known.Position;
        _positions[read.Shard] = fresh;
        return fresh.Position;
    }

    public void Move(ShardRead read, long position) => _positions[read.Shard] = (read.Owner, position);

    /// <summary>Ends at the next append of this process.</summary>
    public Task NextAppend(int shard) => _waiting.GetOrAdd(shard, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Wake(int shard)
    {
        if (_waiting.TryRemove(shard, out var waiting)) waiting.TrySetResult();
    }
}
