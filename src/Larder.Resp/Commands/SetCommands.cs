namespace Larder.Resp.Commands;

/// <summary>Sets: members without order.</summary>
public static class SetCommands
{
    /// <summary>Adds members; how many are new.</summary>
    public static ValueTask<long> SetAddAsync(this IRespExecutor redis, string key, IEnumerable<string> members, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SADD").Key(key).Args(members), Replies.Integer, cancellationToken);

    /// <summary>Removes members; how many there were.</summary>
    public static ValueTask<long> SetRemoveAsync(this IRespExecutor redis, string key, IEnumerable<string> members, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SREM").Key(key).Args(members), Replies.Integer, cancellationToken);

    /// <summary>All members; empty if there is no such key.</summary>
    public static ValueTask<string?[]> SetMembersAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SMEMBERS").Key(key), Replies.Texts, cancellationToken);

    /// <summary>True if it is a member.</summary>
    public static ValueTask<bool> SetContainsAsync(this IRespExecutor redis, string key, string member, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SISMEMBER").Key(key).Arg(member), Replies.IsOne, cancellationToken);

    /// <summary>How many members there are.</summary>
    public static ValueTask<long> SetLengthAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SCARD").Key(key), Replies.Integer, cancellationToken);

    /// <summary>Takes some member out; null if there is none.</summary>
    public static ValueTask<string?> SetPopAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SPOP").Key(key), Replies.Text, cancellationToken);
}
