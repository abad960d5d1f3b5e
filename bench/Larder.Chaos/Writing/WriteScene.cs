using Larder.Support;
using Npgsql;

namespace Larder.Chaos.Writing;

/// <summary>A Redis with its file, a PostgreSQL, an application that writes behind from one into the other, and one that waits to take its place.</summary>
internal sealed class WriteScene : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RedisServer _redis;
    private readonly WriteWorkerSettings _settings;
    private WriteWorker _spare;

    private WriteScene(WritePlan plan, RedisServer redis, PostgresServer postgres)
    {
        (_redis, Postgres) = (redis, postgres);
        _settings = new WriteWorkerSettings(redis.Url, postgres.ConnectionString, plan.KeepsFile ? "local" : "memory", plan.Without);
        Database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false");
        (Worker, _spare) = (WriteWorker.Start(_settings), WriteWorker.Start(_settings));
    }

    public PostgresServer Postgres { get; }

    /// <summary>The parent's own view of the database.</summary>
    public NpgsqlDataSource Database { get; }

    public WriteWorker Worker { get; private set; }

    public static async Task<WriteScene> OpenAsync(WritePlan plan)
    {
        var redis = await RedisServer.StartAsync(
            plan.KeepsFile ? "appendonly yes" : "appendonly no", $"appendfsync {plan.Fsync}", "aof-load-truncated yes", "auto-aof-rewrite-percentage 0");
        var scene = new WriteScene(plan, redis, await PostgresServer.StartAsync());
        await using (var schema = scene.Database.CreateCommand(WriteTable.Schema)) await Eventually.HoldsAsync(() => TryAsync(schema));
        await scene.BeginAsync();
        return scene;
    }

    /// <summary>kill -9, and the spare one in its place.</summary>
    public async Task ReplaceAsync()
    {
        var dead = Worker;
        await dead.KillAsync();
        await HandOverAsync();
        await dead.DisposeAsync();
    }

    /// <summary>The spare one begins; the one before it is the caller's now.</summary>
    public async Task<WriteWorker> HandOverAsync()
    {
        var before = Worker;
        (Worker, _spare) = (_spare, WriteWorker.Start(_settings));
        await BeginAsync();
        return before;
    }

    public async Task RestartRedisAsync()
    {
        await _redis.KillAsync();
        await _redis.StartAgainAsync();
    }

    /// <summary>kill -9, and so many bytes are gone of the end of the file, but none before a place in it.</summary>
    public async Task CutRedisAsync(long keep, int bytes)
    {
        await _redis.KillAsync();
        await using (var file = File.OpenWrite(LogPath())) file.SetLength(Math.Max(keep, file.Length - bytes));
        await _redis.StartAgainAsync();
    }

    /// <summary>How long the file is when nothing of what was acknowledged is still on its way to it.</summary>
    public async Task<long> FileLengthAsync()
    {
        await Eventually.HoldsAsync(async () => (await _redis.TextAsync("INFO", "persistence")).Contains("aof_buffer_length:0", StringComparison.Ordinal));
        return new FileInfo(LogPath()).Length;
    }

    /// <summary>Until all that is journaled is in the database.</summary>
    public async Task EmptyAsync()
    {
        string[]? size = null;
        try
        {
            await Eventually.HoldsAsync(async () => (size = await Worker.AskAsync("size")) is ["size", "0", "0"] or ["size", _, not "0"], Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The journal does not become empty: {string.Join(' ', size ?? ["the application is gone"])}. {await StateAsync()}", late);
        }

        if (size is [_, _, not "0"]) throw new InvalidOperationException("A write became a dead letter.");
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _spare.DisposeAsync();
        await Database.DisposeAsync();
        await Postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>The spare one owns no shard: it is there, and has not begun.</summary>
    private async Task BeginAsync()
    {
        await Worker.ReadyAsync();
        var answer = await Worker.AskAsync("start");
        if (answer is not ["ok"]) throw new InvalidOperationException($"The worker did not begin: {string.Join(' ', answer ?? ["it is gone"])}.");
    }

    /// <summary>What Redis says of the shards.</summary>
    private async Task<string> StateAsync()
    {
        var text = new List<string>();
        foreach (var shard in (string[])["chaos:{wb00}", "chaos:{wb01}"])
        {
            var stream = shard + "\u001fj";
            foreach (var command in (string[][])[["XLEN", stream], ["XINFO", "GROUPS", stream], ["XPENDING", stream, "larder"], ["GET", shard + "\u001fw"], ["XRANGE", stream, "-", "+", "COUNT", "3"]])
                text.Add($"{command[0]}: {Flat(await _redis.CallAsync(command))}");
        }

        return string.Join("; ", text);
    }

    private static string Flat(object? answer) => answer is object?[] items ? string.Join(' ', items.Select(Flat)) : $"{answer}";

    // The log of changes alone: what stands before it was written long ago.
    private string LogPath() => Directory.GetFiles(Path.Combine(_redis.Folder, "appendonlydir"), "*.incr.aof").Order(StringComparer.Ordinal).Last();

    private static async Task<bool> TryAsync(NpgsqlCommand command)
    {
        try
        {
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (NpgsqlException error) when (error.IsTransient)
        {
            return false;
        }
    }
}
