namespace Larder.Resp.Commands;

/// <summary>HyperLogLogs: how many different things were seen, about, in 12 KB.</summary>
public static class HyperLogLogCommands
{
    /// <summary>Adds what was seen; true if the estimate changed.</summary>
    public static ValueTask<bool> EstimateAddAsync(this IRespExecutor redis, string key, IEnumerable<string> seen, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PFADD").Key(key).Args(seen), Replies.IsOne, cancellationToken);

    /// <summary>About how many different things all keys together have seen. In a cluster, the keys must be of one slot.</summary>
    public static ValueTask<long> EstimateCountAsync(this IRespExecutor redis, IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PFCOUNT").Keys(keys), Replies.Integer, cancellationToken);

    /// <summary>Puts what others have seen into one.</summary>
    public static ValueTask<bool> EstimateMergeAsync(
        this IRespExecutor redis, string key, IEnumerable<string> sources, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PFMERGE").Key(key).Keys(sources), Replies.IsOk, cancellationToken);
}
