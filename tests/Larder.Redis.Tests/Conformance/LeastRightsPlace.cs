using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>A server on which the application may do what docs/guide/redis.md names and nothing else. Without one it can only tell which clauses there are.</summary>
internal sealed class LeastRightsPlace(RedisServer? server) : ServerPlace
{
    /// <summary>The rights, as they stand in docs/guide/redis.md.</summary>
    public const string Commands =
        "+ping +get +mget +getrange +pttl +set +unlink +exists +touch +scan +eval +evalsha +time +client|tracking";

    /// <summary>What records need beside them.</summary>
    public const string RecordCommands = "+hget +hmget +hgetall +hset +pexpireat +persist";

    /// <summary>What writer holds need besides.</summary>
    public const string Holds = "+zadd +zrem +zremrangebyscore +zrevrange +pexpireat";

    protected override string Url => $"redis://least:secret@{server!.EndPoint}";

    /// <summary>Makes the user, with these keys and with further rules.</summary>
    public static async Task AllowAsync(RedisServer server, string keys, params string[] more) =>
        await server.CallAsync(["ACL", "SETUSER", "least", "reset", "on", ">secret", $"~{keys}", .. Commands.Split(' '), .. more]);

    protected override Task CallAsync(string key, params string[] command) => server!.CallAsync(command);

    protected override async Task CutAsync() => await server!.CallAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
}
