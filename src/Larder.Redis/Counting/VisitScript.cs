using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Counting;

/// <summary>Remembers a visit for who came, and for about how many. The same visit twice is one.</summary>
internal static class VisitScript
{
    /// <summary>
    /// KEYS: visits of the day by their time; estimate of the day. ARGV: the visitor; when, in Unix milliseconds; milliseconds that the day is kept;
    /// the most visitors that are remembered one by one. Gives 1 for a visitor who is not
    /// remembered on that day, and 1 for the first visit of the day at all.
    /// </summary>
    public static readonly RespScript Record = new(
        """
        local isFirst = 1 - redis.call('EXISTS', KEYS[1])
        local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
        if not known or tonumber(known) < tonumber(ARGV[2]) then redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1]) end
        redis.call('PFADD', KEYS[2], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        redis.call('PEXPIRE', KEYS[2], ARGV[3])
        local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
        if over > 0 then redis.call('ZREMRANGEBYRANK', KEYS[1], 0, over - 1) end
        return {known and 0 or 1, isFirst}
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);
}
