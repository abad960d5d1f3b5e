using System.Buffers;

namespace Larder.Resp.Commands;

/// <summary>Values: GET, SET, MGET, counters.</summary>
public static class StringCommands
{
    private static readonly CommandName Get = CommandName.Of("GET");
    private static readonly CommandName Set = CommandName.Of("SET");
    private const CommandTraits SafeToRepeat = CommandTraits.Writes | CommandTraits.Idempotent;

    /// <summary>The value of a key; null if there is none.</summary>
    public static ValueTask<byte[]?> GetAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command(Get).Key(key), Replies.Bytes, cancellationToken);

    /// <summary>The value of a key as UTF-8; null if there is none.</summary>
    public static ValueTask<string?> GetTextAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command(Get).Key(key), Replies.Text, cancellationToken);

    /// <summary>Receives a value straight into a buffer; its length, or -1 if there is none.</summary>
    public static ValueTask<long> GetAsync(this IRespExecutor redis, string key, IBufferWriter<byte> destination, CancellationToken cancellationToken = default) =>
        redis.ReadAsync(new Command(Get).Key(key), destination, cancellationToken);

    /// <summary>The values of many keys at their places, null where there is none. In a cluster, one command a slot.</summary>
    public static ValueTask<byte[]?[]> GetManyAsync(this IRespExecutor redis, IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("MGET").Keys(keys), Replies.BytesList, cancellationToken);

    /// <summary>A part of a value, both ends included, counted from 0; from the end if negative.</summary>
    public static ValueTask<byte[]?> GetRangeAsync(this IRespExecutor redis, string key, long first, long last, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("GETRANGE").Key(key).Arg(first).Arg(last), Replies.Bytes, cancellationToken);

    /// <summary>Sets a value, for ever or until <paramref name="expiration"/> (at least a millisecond) has passed.</summary>
    public static ValueTask<bool> SetAsync(
        this IRespExecutor redis, string key, ReadOnlyMemory<byte> value, TimeSpan? expiration = null, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(Expiring(new Command(Set).Key(key).Arg(value), expiration).With(SafeToRepeat), Replies.IsOk, cancellationToken);

    /// <summary>Sets a text as UTF-8.</summary>
    public static ValueTask<bool> SetAsync(
        this IRespExecutor redis, string key, string value, TimeSpan? expiration = null, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(Expiring(new Command(Set).Key(key).Arg(value), expiration).With(SafeToRepeat), Replies.IsOk, cancellationToken);

    /// <summary>Sets a value if the key is absent, or if it is present; false if it was not so.</summary>
    public static ValueTask<bool> SetIfAsync(
        this IRespExecutor redis, string key, ReadOnlyMemory<byte> value, SetOptions options, CancellationToken cancellationToken = default)
    {
        var command = new Command(Set).Key(key).Arg(value);
        if (options.When != SetWhen.Always) command = command.Arg(options.When == SetWhen.Absent ? "NX" : "XX");
        return redis.ExecuteAsync(Expiring(command, options.Expiration), Replies.IsOk, cancellationToken);
    }

    /// <summary>Sets several keys at once. In a cluster, one command a slot.</summary>
    public static ValueTask<bool> SetManyAsync(
        this IRespExecutor redis, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> values, CancellationToken cancellationToken = default)
    {
        var command = new Command("MSET");
        foreach (var (key, value) in values) command = command.Key(key).Arg(value);
        return redis.ExecuteAsync(command, Replies.IsOk, cancellationToken);
    }

    /// <summary>Reads a value and removes its key; null if there is none.</summary>
    public static ValueTask<byte[]?> GetAndDeleteAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("GETDEL").Key(key), Replies.Bytes, cancellationToken);

    /// <summary>Adds to a counter, which begins with 0; what it holds then.</summary>
    public static ValueTask<long> IncrementAsync(this IRespExecutor redis, string key, long by = 1, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("INCRBY").Key(key).Arg(by), Replies.Integer, cancellationToken);

    /// <summary>Appends to a value; its length then.</summary>
    public static ValueTask<long> AppendAsync(this IRespExecutor redis, string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("APPEND").Key(key).Arg(value), Replies.Integer, cancellationToken);

    /// <summary>The length of a value in bytes; 0 if there is none.</summary>
    public static ValueTask<long> LengthAsync(this IRespExecutor redis, string key, CancellationToken cancellationToken = default) =>
        redis.ExecuteAsync(new Command("STRLEN").Key(key), Replies.Integer, cancellationToken);

    private static Command Expiring(in Command command, TimeSpan? expiration) =>
        expiration is { } time ? command.Arg("PX").Arg((long)Math.Max(1, time.TotalMilliseconds)) : command;
}
