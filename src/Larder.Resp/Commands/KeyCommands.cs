namespace Larder.Resp.Commands;

/// <summary>Keys, whatever they hold.</summary>
public static class KeyCommands
{
    /// <summary>Removes keys, freeing their space in the background; how many there were. In a cluster, one command a slot.</summary>
    public static ValueTask<long> UnlinkAsync(this IRespExecutor redis, IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("UNLINK").Keys(keys), Replies.Integer, cancellationToken);

    /// <summary>Removes a key; false if there was none.</summary>
    public static ValueTask<bool> UnlinkAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("UNLINK").Key(key), Replies.IsOne, cancellationToken);

    /// <summary>True if there is such a key.</summary>
    public static ValueTask<bool> ExistsAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("EXISTS").Key(key), Replies.IsOne, cancellationToken);

    /// <summary>Has a key expire after a time; false if there is none.</summary>
    public static ValueTask<bool> ExpireAsync(this IRespExecutor redis, string key, TimeSpan after, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PEXPIRE").Key(key).Arg((long)after.TotalMilliseconds), Replies.IsOne, cancellationToken);

    /// <summary>Has a key expire no more; false if it would not have, or if there is none.</summary>
    public static ValueTask<bool> PersistAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PERSIST").Key(key), Replies.IsOne, cancellationToken);

    /// <summary>Milliseconds that a key has left; -1 if it never expires, -2 if there is none.</summary>
    public static ValueTask<long> RemainingAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PTTL").Key(key), Replies.Integer, cancellationToken);

    /// <summary>What a key holds: string, hash, list, set, zset, stream; none if there is no such key.</summary>
    public static ValueTask<string?> TypeAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("TYPE").Key(key), Replies.Text, cancellationToken);

    /// <summary>Renames a key, over another if there is one.</summary>
    /// <exception cref="RespServerException">There is no such key.</exception>
    public static ValueTask<bool> RenameAsync(this IRespExecutor redis, string key, string name, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("RENAME").Key(key).Key(name), Replies.IsOk, cancellationToken);
}
