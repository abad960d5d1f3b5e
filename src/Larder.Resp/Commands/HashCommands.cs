namespace Larder.Resp.Commands;

/// <summary>Hashes: fields with values under one key.</summary>
public static class HashCommands
{
    /// <summary>The value of a field; null if there is none.</summary>
    public static ValueTask<byte[]?> HashGetAsync(this IRespExecutor redis, string key, string field, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HGET").Key(key).Arg(field), Replies.Bytes, cancellationToken);

    /// <summary>The values of fields at their places, null where there is none.</summary>
    public static ValueTask<byte[]?[]> HashGetAsync(this IRespExecutor redis, string key, IEnumerable<string> fields, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HMGET").Key(key).Args(fields), Replies.BytesList, cancellationToken);

    /// <summary>All fields; empty if there is no such key.</summary>
    public static ValueTask<IReadOnlyDictionary<string, byte[]>> HashGetAllAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HGETALL").Key(key), Replies.Fields, cancellationToken);

    /// <summary>Sets a field; true if it is new.</summary>
    public static ValueTask<bool> HashSetAsync(
        this IRespExecutor redis, string key, string field, ReadOnlyMemory<byte> value, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HSET").Key(key).Arg(field).Arg(value), Replies.IsOne, cancellationToken);

    /// <summary>Sets fields; how many are new.</summary>
    public static ValueTask<long> HashSetAsync(
        this IRespExecutor redis, string key, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> fields, CancellationToken cancellationToken = default)
    {
        var command = new Command("HSET").Key(key);
        foreach (var (field, value) in fields) command = command.Arg(field).Arg(value);
        return redis.ExecuteAsync(command, Replies.Integer, cancellationToken);
    }

    /// <summary>Removes fields; how many there were.</summary>
    public static ValueTask<long> HashDeleteAsync(this IRespExecutor redis, string key, IEnumerable<string> fields, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HDEL").Key(key).Args(fields), Replies.Integer, cancellationToken);

    /// <summary>Adds to a field, which begins with 0; what it holds then.</summary>
    public static ValueTask<long> HashIncrementAsync(this IRespExecutor redis, string key, string field, long by = 1, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HINCRBY").Key(key).Arg(field).Arg(by), Replies.Integer, cancellationToken);

    /// <summary>True if there is such a field.</summary>
    public static ValueTask<bool> HashExistsAsync(this IRespExecutor redis, string key, string field, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HEXISTS").Key(key).Arg(field), Replies.IsOne, cancellationToken);

    /// <summary>How many fields there are.</summary>
    public static ValueTask<long> HashLengthAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("HLEN").Key(key), Replies.Integer, cancellationToken);
}
