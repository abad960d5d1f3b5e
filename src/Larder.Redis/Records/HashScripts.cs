using Larder.Redis.Tiers;
using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Records;

/// <summary>What compares the version of a record and changes it, in one step. A second run finds its own work and says the same.</summary>
internal static class HashScripts
{
    private const CommandTraits Traits = CommandTraits.Writes | CommandTraits.Idempotent;

    /// <summary>ARGV: the version in whose place it goes or nothing, the lease, its end.</summary>
    public static readonly RespScript Lease = new(
        $$"""
        local v = redis.pcall('HGET', KEYS[1], '{{RecordMark.Field}}')
        if type(v) == 'table' then return 0 end
        if v == '{{RecordMark.Placeholder}}' .. ARGV[2] then
          if ARGV[1] ~= ARGV[2] and ARGV[1] ~= '' then return 1 end
        elseif not v then
          if ARGV[1] ~= '' or redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        elseif ARGV[1] == ARGV[2] or string.sub(v, 2) ~= ARGV[1] then return 0 end
        redis.call('UNLINK', KEYS[1])
        redis.call('HSET', KEYS[1], '{{RecordMark.Field}}', '{{RecordMark.Placeholder}}' .. ARGV[2], '{{RecordMark.End}}', ARGV[3])
        redis.call('PEXPIREAT', KEYS[1], ARGV[3])
        return 1
        """,
        Traits);

    /// <summary>ARGV: the expected version, that of a record which was made under it, the end or 0, the head, and for each field its name, its value, and what it may replace behind a sign, or nothing.</summary>
    public static readonly RespScript Fill = new(
        $$"""
        local v = redis.pcall('HGET', KEYS[1], '{{RecordMark.Field}}')
        if v == '{{RecordMark.Placeholder}}' .. ARGV[1] then
          redis.call('HSET', KEYS[1], '{{RecordMark.Field}}', '{{RecordMark.Record}}' .. ARGV[2], '{{HashReads.Head}}', ARGV[4], '{{RecordMark.End}}', ARGV[3])
          if ARGV[3] == '0' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIREAT', KEYS[1], ARGV[3]) end
        elseif v ~= '{{RecordMark.Record}}' .. ARGV[1] and v ~= '{{RecordMark.Record}}' .. ARGV[2] then return 0
        elseif redis.call('HGET', KEYS[1], '{{HashReads.Head}}') ~= ARGV[4] then return 0 end
        for i = 5, #ARGV, 3 do
          local held = redis.call('HGET', KEYS[1], ARGV[i])
          if not held or ARGV[i + 2] == '=' .. held then redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
        end
        return 1
        """,
        Traits);

    /// <summary>ARGV: the expected version or nothing, the new one, and the fields with their values.</summary>
    public static readonly RespScript Update = new(
        $$"""
        local v = redis.pcall('HGET', KEYS[1], '{{RecordMark.Field}}')
        if v == '{{RecordMark.Record}}' .. ARGV[2] then return 1 end
        if v == '{{RecordMark.Record}}' .. ARGV[1] then
          redis.call('HSET', KEYS[1], '{{RecordMark.Field}}', '{{RecordMark.Record}}' .. ARGV[2])
          for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
          return 1
        end
        redis.call('UNLINK', KEYS[1])
        return 0
        """,
        Traits);

    /// <summary>ARGV: the lease.</summary>
    public static readonly RespScript Release = new(
        $$"""
        if redis.pcall('HGET', KEYS[1], '{{RecordMark.Field}}') == '{{RecordMark.Placeholder}}' .. ARGV[1] then redis.call('UNLINK', KEYS[1]) end
        return 1
        """,
        Traits);
}
