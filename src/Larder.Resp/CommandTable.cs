using System.Collections.Frozen;

namespace Larder.Resp;

/// <summary>
/// The commands of which something is known. What is not listed is neither retried nor read from a replica. A write stands as idempotent
/// only when every form of it is: SET is not, because of NX and GET; the typed call that has neither says so itself.
/// </summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<string, CommandName> Names = Build();

    public static CommandName? Find(string text) => Names.GetValueOrDefault(text);

    private static FrozenDictionary<string, CommandName> Build()
    {
        const CommandTraits Reads = CommandTraits.Reads | CommandTraits.Idempotent;
        const CommandTraits Sets = CommandTraits.Writes | CommandTraits.Idempotent;
        var known = new Dictionary<string, CommandName>(StringComparer.OrdinalIgnoreCase);
        Add(Reads,
            "GET STRLEN GETRANGE EXISTS TTL PTTL EXPIRETIME PEXPIRETIME TYPE DUMP MGET HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN "
            + "HRANDFIELD SMEMBERS SISMEMBER SMISMEMBER SCARD SRANDMEMBER SINTER SUNION SDIFF SINTERCARD ZRANGE ZRANGEBYSCORE ZREVRANGE "
            + "ZREVRANGEBYSCORE ZRANGEBYLEX ZREVRANGEBYLEX ZSCORE ZMSCORE ZCARD ZCOUNT ZLEXCOUNT ZRANK ZREVRANK ZRANDMEMBER LRANGE LLEN LINDEX LPOS "
            + "XRANGE XREVRANGE XLEN XPENDING XINFO PFCOUNT BITCOUNT BITPOS GETBIT BITFIELD_RO GEOPOS GEODIST GEOHASH GEOSEARCH EVAL_RO EVALSHA_RO "
            + "FCALL_RO OBJECT SORT_RO SCAN HSCAN SSCAN ZSCAN");
        Add(CommandTraits.Idempotent, "PING ECHO TIME INFO ROLE LASTSAVE COMMAND LOLWUT MEMORY LATENCY SLOWLOG");
        Add(CommandTraits.Idempotent | CommandTraits.EveryNode, "DBSIZE KEYS RANDOMKEY");
        Add(Sets,
            "DEL UNLINK TOUCH PERSIST EXPIREAT PEXPIREAT PEXPIRE EXPIRE SETEX PSETEX MSET HSET HMSET HDEL SADD SREM ZREM PFADD PFMERGE SETRANGE "
            + "SETBIT XACK XDEL LTRIM LSET LREM");
        Add(CommandTraits.Writes,
            "SET SETNX GETSET GETDEL GETEX INCR INCRBY INCRBYFLOAT DECR DECRBY APPEND MSETNX HINCRBY HINCRBYFLOAT HSETNX SPOP SMOVE SINTERSTORE "
            + "SUNIONSTORE SDIFFSTORE ZADD ZINCRBY ZPOPMIN ZPOPMAX ZRANGESTORE ZREMRANGEBYSCORE ZREMRANGEBYRANK ZREMRANGEBYLEX ZUNIONSTORE "
            + "ZINTERSTORE LPUSH RPUSH LPUSHX RPUSHX LPOP RPOP LMOVE LMPOP ZMPOP RPOPLPUSH LINSERT XADD XTRIM XGROUP XCLAIM XAUTOCLAIM XSETID RENAME "
            + "RENAMENX COPY MOVE RESTORE EVAL EVALSHA FCALL PUBLISH SPUBLISH BITOP BITFIELD GEOADD GEOSEARCHSTORE SORT");
        Add(CommandTraits.Writes | CommandTraits.EveryNode, "FLUSHALL FLUSHDB SWAPDB SCRIPT FUNCTION");
        Add(CommandTraits.Blocks | CommandTraits.Writes, "BLPOP BRPOP BLMOVE BLMPOP BRPOPLPUSH BZPOPMIN BZPOPMAX BZMPOP XREADGROUP WAIT WAITAOF");
        Add(CommandTraits.Blocks | Reads, "XREAD");
        Add(CommandTraits.None, "CLIENT CONFIG ACL CLUSTER SENTINEL MODULE DEBUG LATENCY REPLICAOF SHUTDOWN SAVE BGSAVE BGREWRITEAOF FAILOVER");
        Add(CommandTraits.Connection,
            "MULTI EXEC DISCARD WATCH UNWATCH SELECT AUTH HELLO QUIT RESET READONLY READWRITE ASKING MONITOR SYNC PSYNC SUBSCRIBE UNSUBSCRIBE "
            + "PSUBSCRIBE PUNSUBSCRIBE SSUBSCRIBE SUNSUBSCRIBE");
        Split(CommandSplit.Sum, "DEL UNLINK EXISTS TOUCH");
        Split(CommandSplit.PerKey, "MGET");
        Split(CommandSplit.Pairs, "MSET");
        return known.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(CommandTraits traits, string names)
        {
            foreach (var name in names.Split(' ')) known[name] = new CommandName(name, traits);
        }

        void Split(CommandSplit split, string names)
        {
            foreach (var name in names.Split(' ')) known[name] = new CommandName(name, known[name].Traits, split);
        }
    }
}
