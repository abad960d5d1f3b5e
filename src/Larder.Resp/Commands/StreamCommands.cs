namespace Larder.Resp.Commands;

/// <summary>Streams: logs of entries, and groups of consumers that share their reading.</summary>
public static class StreamCommands
{
    /// <summary>Appends an entry under a new id; that id.</summary>
    public static ValueTask<string?> StreamAddAsync(
        this IRespExecutor redis, string key, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> fields, CancellationToken cancellationToken = default)
    {
        var command = new Command("XADD").Key(key).Arg("*");
        foreach (var (name, value) in fields) command = command.Arg(name).Arg(value);
        return redis.ExecuteAsync(command, Replies.Text, cancellationToken);
    }

    /// <summary>Entries from one id to another, both included: - is the first, + the last.</summary>
    public static ValueTask<StreamEntry[]> StreamRangeAsync(
        this IRespExecutor redis, string key, StreamSpan span, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("XRANGE").Key(key).Arg(span.First).Arg(span.Last).Arg("COUNT").Arg(span.Count), Replies.Entries, cancellationToken);

    /// <summary>How many entries there are.</summary>
    public static ValueTask<long> StreamLengthAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("XLEN").Key(key), Replies.Integer, cancellationToken);

    /// <summary>Removes entries; how many there were.</summary>
    public static ValueTask<long> StreamDeleteAsync(this IRespExecutor redis, string key, IEnumerable<string> ids, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("XDEL").Key(key).Args(ids), Replies.Integer, cancellationToken);

    /// <summary>Keeps about so many of the newest entries; how many were removed.</summary>
    public static ValueTask<long> StreamTrimAsync(this IRespExecutor redis, string key, long about, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("XTRIM").Key(key).Arg("MAXLEN").Arg("~").Arg(about), Replies.Integer, cancellationToken);

    /// <summary>Makes a group that reads from an id on (0: all, $: what comes), and the stream if there is none; false if there was such a group.</summary>
    public static async ValueTask<bool> StreamCreateGroupAsync(
        this IRespExecutor redis, string key, string group, string from = "0", CancellationToken cancellationToken = default)
    {
        try
        {
            return await redis.ExecuteAsync(new Command("XGROUP CREATE").Key(key).Arg(group).Arg(from).Arg("MKSTREAM"), Replies.IsOk, cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException exists) when (exists.Code == "BUSYGROUP")
        {
            return false;
        }
    }

    /// <summary>
    /// Entries that no consumer of the group has got yet. With a time in <paramref name="read"/> it waits so long for one, on a connection of its own.
    /// </summary>
    public static ValueTask<StreamEntry[]> StreamReadGroupAsync(
        this IRespExecutor redis, string key, StreamConsumer consumer, StreamRead read, CancellationToken cancellationToken = default)
    {
        var command = new Command("XREADGROUP").Arg("GROUP").Arg(consumer.Group).Arg(consumer.Name).Arg("COUNT").Arg(read.Count);
        command = read.WaitFor is { } time ? command.Arg("BLOCK").Arg((long)Math.Max(1, time.TotalMilliseconds)) : command.With(CommandTraits.Writes);
        return redis.ExecuteAsync(command.Arg("STREAMS").Key(key).Arg(read.After), StreamReplies.OfOneStream, cancellationToken);
    }

    /// <summary>Says that entries are done; how many were pending.</summary>
    public static ValueTask<long> StreamAcknowledgeAsync(
        this IRespExecutor redis, string key, string group, IEnumerable<string> ids, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("XACK").Key(key).Arg(group).Args(ids), Replies.Integer, cancellationToken);

    /// <summary>Takes over entries that other consumers got and did not acknowledge for a time.</summary>
    public static ValueTask<StreamClaim> StreamClaimAsync(
        this IRespExecutor redis, string key, StreamConsumer consumer, StreamTakeover takeover, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(
            new Command("XAUTOCLAIM").Key(key).Arg(consumer.Group).Arg(consumer.Name).Arg((long)takeover.IdleFor.TotalMilliseconds).Arg(takeover.From).Arg("COUNT").Arg(takeover.Count),
            StreamReplies.Claim, cancellationToken);
}
