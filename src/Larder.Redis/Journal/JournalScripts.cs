using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Journal;

/// <summary>
/// What must be one step. A server whose memory is full lets scripts remove, but not add, unless they have removed something before: what empties the
/// journal begins with a removal, so that it works then too.
/// </summary>
internal static class JournalScripts
{
    /// <summary>
    /// An id above a floor (ARGV 1 and 2: milliseconds and number): the server's own, or when it would be too small, the floor's next. Fields follow.
    /// </summary>
    private const string AddAbove =
        """
        local function add(stream, floorMs, floorNumber, ...)
          local id = redis.call('XADD', stream, '*', ...)
          local ms, number = string.match(id, '^(%d+)-(%d+)$')
          local below = tonumber(ms) < tonumber(floorMs) or (ms == floorMs and tonumber(number) <= tonumber(floorNumber))
          if below or tonumber(number) > 1000000 then
            redis.call('XDEL', stream, id)
            if tonumber(floorMs) < tonumber(ms) then floorMs, floorNumber = ms, 1048575 end
            if tonumber(floorNumber) >= 1048575 then floorMs, floorNumber = string.format('%.0f', floorMs + 1), -1 end
            id = redis.call('XADD', stream, string.format('%s-%d', floorMs, floorNumber + 1), ...)
          end
          return id
        end

        """;

    /// <summary>
    /// KEYS: stream, index, slot. ARGV: floor (two), most records, most bytes, name, body, head of the slot's value up to its end or nothing, body of the
    /// slot's value or nothing, length of the end of the record's body that is the slot's, milliseconds of the slot or nothing. The id, or nothing.
    /// </summary>
    public static readonly RespScript Append = new(AddAbove +
        """
        local bytes = tonumber(redis.call('HGET', KEYS[2], '\31b') or '0')
        if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[3]) or bytes + #ARGV[6] > tonumber(ARGV[4]) then return false end
        local id = add(KEYS[1], ARGV[1], ARGV[2], 'n', ARGV[5], 'b', ARGV[6])
        redis.call('HSET', KEYS[2], ARGV[5], id)
        redis.call('HINCRBY', KEYS[2], '\31b', #ARGV[6])
        if ARGV[7] == '' then
          redis.call('UNLINK', KEYS[3])
          return id
        end
        local body = ARGV[9] == '0' and ARGV[8] or string.sub(ARGV[6], -tonumber(ARGV[9]))
        if ARGV[10] == '' then
          redis.call('SET', KEYS[3], ARGV[7] .. string.rep('\0', 8) .. body)
        else
          local now = redis.call('TIME')
          local ends = now[1] * 1000 + math.floor(now[2] / 1000) + tonumber(ARGV[10])
          redis.call('SET', KEYS[3], ARGV[7] .. struct.pack('>I8', ends) .. body, 'PXAT', string.format('%.0f', ends))
        end
        return id
        """,
        CommandTraits.Writes);

    /// <summary>KEYS: stream, index. ARGV: names. For each its id and fields, or nothing; what the index names and the stream lost is nothing.</summary>
    public static readonly RespScript Find = new(
        """
        local found = {}
        for i, name in ipairs(ARGV) do
          local id = redis.call('HGET', KEYS[2], name)
          local entry = id and redis.call('XRANGE', KEYS[1], id, id)[1]
          found[i] = entry or false
        end
        return found
        """,
        CommandTraits.Reads);

    /// <summary>KEYS: owner, stream. ARGV: who, milliseconds, group. 0: somebody else's; 1: ours; 2: ours, and the group was not there.</summary>
    public static readonly RespScript Claim = new(
        """
        local held = redis.call('GET', KEYS[1])
        if held and held ~= ARGV[1] then return 0 end
        redis.call('DEL', KEYS[1])
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        local made = redis.pcall('XGROUP', 'CREATE', KEYS[2], ARGV[3], '0', 'MKSTREAM')
        if not made.err then return 2 end
        if string.find(made.err, 'BUSYGROUP', 1, true) then return 1 end
        return made
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);

    /// <summary>KEYS: owner. ARGV: who.</summary>
    public static readonly RespScript Release = new(
        """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);

    private const string Remove =
        """
        local function remove(stream, index, group, ids, names)
          local bytes = 0
          for _, id in ipairs(ids) do
            local entry = redis.call('XRANGE', stream, id, id)[1]
            if entry then
              for i = 1, #entry[2], 2 do if entry[2][i] == 'b' then bytes = bytes + #entry[2][i + 1] end end
            end
          end
          redis.pcall('XACK', stream, group, unpack(ids))
          redis.call('XDEL', stream, unpack(ids))
          for i, name in ipairs(names) do
            if redis.call('HGET', index, name) == ids[i] then redis.call('HDEL', index, name) end
          end
          if bytes > 0 and redis.call('HINCRBY', index, '\31b', -bytes) <= 0 then redis.call('HDEL', index, '\31b') end
        end

        """;

    /// <summary>KEYS: stream, index, and slots to be emptied. ARGV: group, then ids and names in turn.</summary>
    public static readonly RespScript Acknowledge = new(Remove +
        """
        local ids, names = {}, {}
        for i = 2, #ARGV, 2 do
          ids[#ids + 1] = ARGV[i]
          names[#names + 1] = ARGV[i + 1]
        end
        remove(KEYS[1], KEYS[2], ARGV[1], ids, names)
        for i = 3, #KEYS do redis.call('UNLINK', KEYS[i]) end
        return #ids
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);

    /// <summary>KEYS: stream, index, dead letters, slot or nothing. ARGV: group, id, name, reason, version. All fields of the record are kept.</summary>
    public static readonly RespScript Bury = new(Remove +
        """
        local entry = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])[1]
        if not entry then return 0 end
        remove(KEYS[1], KEYS[2], ARGV[1], {ARGV[2]}, {ARGV[3]})
        local fields = entry[2]
        fields[#fields + 1] = 'reason'
        fields[#fields + 1] = ARGV[4]
        fields[#fields + 1] = 'version'
        fields[#fields + 1] = ARGV[5]
        redis.call('XADD', KEYS[3], '*', unpack(fields))
        if KEYS[4] then redis.call('UNLINK', KEYS[4]) end
        return 1
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);

    /// <summary>KEYS: stream, index, dead letters. ARGV: floor (two), id. 1: appended again.</summary>
    public static readonly RespScript Replay = new(AddAbove +
        """
        local entry = redis.call('XRANGE', KEYS[3], ARGV[3], ARGV[3])[1]
        if not entry then return 0 end
        local fields, size = {}, 0
        for i = 1, #entry[2], 2 do
          local name, value = entry[2][i], entry[2][i + 1]
          if name == 'version' then name = 'v' end
          if name == 'b' then size = #value end
          if name ~= 'reason' then
            fields[#fields + 1] = name
            fields[#fields + 1] = value
          end
        end
        add(KEYS[1], ARGV[1], ARGV[2], unpack(fields))
        redis.call('HINCRBY', KEYS[2], '\31b', size)
        redis.call('XDEL', KEYS[3], ARGV[3])
        return 1
        """,
        CommandTraits.Writes);

    /// <summary>KEYS: stream. ARGV: floor (two). An id that nothing has, above all that are.</summary>
    public static readonly RespScript Reserve = new(AddAbove +
        """
        local id = add(KEYS[1], ARGV[1], ARGV[2], 'reserved', '')
        redis.call('XDEL', KEYS[1], id)
        return id
        """,
        CommandTraits.Writes);

    /// <summary>KEYS: index, slot. ARGV: name, id up to which nothing is pending any more.</summary>
    public static readonly RespScript Settle = new(
        """
        redis.call('UNLINK', KEYS[2])
        local held = redis.call('HGET', KEYS[1], ARGV[1])
        if not held then return 0 end
        local ms, number = string.match(held, '^(%d+)-(%d+)$')
        local toMs, toNumber = string.match(ARGV[2], '^(%d+)-(%d+)$')
        local older = tonumber(ms) < tonumber(toMs) or (ms == toMs and tonumber(number) < tonumber(toNumber))
        if older then redis.call('HDEL', KEYS[1], ARGV[1]) end
        return 1
        """,
        CommandTraits.Writes | CommandTraits.Idempotent);
}
