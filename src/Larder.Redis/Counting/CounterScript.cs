using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Counting;

/// <summary>Adds and reads in one step, once for each operation: whoever sends it again gets the answer of the first time.</summary>
internal static class CounterScript
{
    /// <summary>
    /// KEYS: the counter; its operations. ARGV: the lane; its number; by; milliseconds that the counter is kept, or nothing; seconds that operations
    /// are. A field of the hash is a lane: the number of its last addition, the value that this made, and when. Values are texts throughout: numbers
    /// of Lua end at 2^53.
    /// </summary>
    public static readonly RespScript Add = new(
        """
        local seen = redis.call('HGET', KEYS[2], ARGV[1])
        if seen then
          local last, value = string.match(seen, '^(%d+) (%-?%d+) ')
          if last and tonumber(last) == tonumber(ARGV[2]) then return value end
          if last and tonumber(last) > tonumber(ARGV[2]) then return redis.call('GET', KEYS[1]) or '0' end
        end
        redis.call('INCRBY', KEYS[1], ARGV[3])
        local value = redis.call('GET', KEYS[1])
        if ARGV[4] == '' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
        local now = redis.call('TIME')[1]
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. ' ' .. value .. ' ' .. now)
        redis.call('EXPIRE', KEYS[2], ARGV[5])
        if redis.call('HLEN', KEYS[2]) % 128 == 0 then
          local lanes = redis.call('HGETALL', KEYS[2])
          for i = 1, #lanes, 2 do
            local at = string.match(lanes[i + 1], ' (%d+)$')
            if not at or tonumber(at) + tonumber(ARGV[5]) < tonumber(now) then redis.call('HDEL', KEYS[2], lanes[i]) end
          end
        end
        return value
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);
}
