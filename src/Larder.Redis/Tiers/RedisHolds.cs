using System.Globalization;
using System.Text;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Writer holds in Redis: a sorted set beside each entry, of holders by the end of their hold, and the set ends with the last of them. That it is there
/// is the hold. An entry and its holds may be in different slots of a cluster: they are two steps, of which the order is what matters.
/// </summary>
internal sealed class RedisHolds(Func<RespClient> client) : IWriterHolds
{
    // KEYS: the holds of an entry. ARGV: holder; milliseconds from now, or nothing to end this one. Ends are by the server's clock. A holder whose time is
    // over leaves, so the end of the set is that of somebody who still holds.
    private static readonly RespScript Change = new(
        """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', now))
        if ARGV[2] == '' then redis.call('ZREM', KEYS[1], ARGV[1])
        else redis.call('ZADD', KEYS[1], string.format('%d', now + tonumber(ARGV[2])), ARGV[1]) end
        local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
        if last then redis.call('PEXPIREAT', KEYS[1], last) end
        return 1
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);

    public async ValueTask HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor, CancellationToken cancellationToken)
    {
        var span = Encoding.ASCII.GetBytes(Math.Max(1, (long)holdFor.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        try
        {
            var redis = await ReadyAsync(cancellationToken).ConfigureAwait(false);
            await ChangeAsync(redis, entries, holder, span, cancellationToken).ConfigureAwait(false);
            await RemoveAsync(redis, entries, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, CancellationToken cancellationToken)
    {
        try
        {
            var redis = await ReadyAsync(cancellationToken).ConfigureAwait(false);
            await RemoveAsync(redis, entries, cancellationToken).ConfigureAwait(false);
            await ChangeAsync(redis, entries, holder, default, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<bool> IsHeldAsync(Slot entry, CancellationToken cancellationToken)
    {
        try
        {
            var redis = await ReadyAsync(cancellationToken).ConfigureAwait(false);
            return await redis.ExistsAsync(SlotKey.HoldsOf(entry), cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    /// <summary>The client belongs to the cache's connection.</summary>
    public ValueTask DisposeAsync() => default;

    // Who comes before the first connection waits for it; how long, the guard of the cache decides.
    private async ValueTask<RespClient> ReadyAsync(CancellationToken cancellationToken)
    {
        var redis = client();
        await redis.WaitAsync(cancellationToken).ConfigureAwait(false);
        return redis;
    }

    private static Task ChangeAsync(
        RespClient redis, ReadOnlyMemory<Slot> entries, SlotVersion holder, ReadOnlyMemory<byte> span, CancellationToken cancellationToken)
    {
        var name = new byte[SlotVersion.Size];
        holder.Write(name);
        var changes = new Task[entries.Length];
        for (var i = 0; i < changes.Length; i++)
        {
            var call = new ScriptCall([SlotKey.HoldsOf(entries.Span[i])], name, span);
            changes[i] = redis.EvaluateAsync(Change, call, Replies.IsOne, cancellationToken).AsTask();
        }

        return Task.WhenAll(changes);
    }

    private static async Task RemoveAsync(RespClient redis, ReadOnlyMemory<Slot> entries, CancellationToken cancellationToken)
    {
        var keys = new string[entries.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = SlotKey.Of(entries.Span[i]);
        await redis.UnlinkAsync(keys, cancellationToken).ConfigureAwait(false);
    }
}
