namespace Larder.Resp.Commands;

/// <summary>The server and the connection.</summary>
public static class ServerCommands
{
    /// <summary>True if the server answers.</summary>
    public static async ValueTask<bool> PingAsync(this IRespExecutor redis, CancellationToken cancellationToken = default) =>
        await redis.ExecuteAsync(new Command("PING"), Replies.Text, cancellationToken).ConfigureAwait(false) == "PONG";

    /// <summary>How many keys there are; in a cluster, at all nodes together.</summary>
    public static ValueTask<long> CountKeysAsync(this IRespExecutor redis, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("DBSIZE"), Replies.Integer, cancellationToken);

    /// <summary>What the server tells of itself: a section of INFO, or all that it tells unasked.</summary>
    public static ValueTask<string?> DescribeAsync(this IRespExecutor redis, string? section = null, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(section is null ? new Command("INFO") : new Command("INFO").Arg(section), Replies.Text, cancellationToken);

    /// <summary>Removes all keys of the database; in a cluster, at each node. The space is freed in the background.</summary>
    public static ValueTask<bool> RemoveAllKeysAsync(this IRespExecutor redis, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("FLUSHDB").Arg("ASYNC"), Replies.IsOk, cancellationToken);

    /// <summary>The server's clock.</summary>
    public static async ValueTask<DateTimeOffset> TimeAsync(this IRespExecutor redis, CancellationToken cancellationToken = default)
    {
        var parts = await redis.ExecuteAsync(new Command("TIME"), Replies.Value, cancellationToken).ConfigureAwait(false);
        return DateTimeOffset.FromUnixTimeSeconds(parts.Items[0].AsInt64()).AddMicroseconds(parts.Items[1].AsInt64());
    }

    /// <summary>Publishes a message; how many subscribers of this server got it.</summary>
    public static ValueTask<long> PublishAsync(this IRespExecutor redis, string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("PUBLISH").Arg(channel).Arg(message), Replies.Integer, cancellationToken);

    /// <summary>Publishes on a sharded channel, at the node of its slot; how many subscribers got it.</summary>
    public static ValueTask<long> PublishToShardAsync(
        this IRespExecutor redis, string channel, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("SPUBLISH").Key(channel).Arg(message), Replies.Integer, cancellationToken);
}
