namespace Larder.Resp.Commands;

/// <summary>What a leased connection watches for its next transaction.</summary>
public static class TransactionCommands
{
    /// <summary>The next transaction on this lease runs only if none of these keys changes before it.</summary>
    public static ValueTask<bool> WatchAsync(this IRespExecutor lease, IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
        lease.ExecuteAsync(new Command("WATCH").Keys(keys), Replies.IsOk, cancellationToken);

    /// <summary>Watches nothing any more.</summary>
    public static ValueTask<bool> UnwatchAsync(this IRespExecutor lease, CancellationToken cancellationToken = default) =>
        lease.ExecuteAsync(new Command("UNWATCH"), Replies.IsOk, cancellationToken);
}
