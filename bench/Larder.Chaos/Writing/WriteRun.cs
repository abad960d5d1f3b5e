using System.Globalization;
using Larder.Support;
using Npgsql;

namespace Larder.Chaos.Writing;

/// <summary>
/// Applications that write behind a real Redis, which writes its file before it answers, into a real PostgreSQL, and faults at the worst moments. After each the journal is applied by
/// whoever is left, and then the database must have what was acknowledged.
/// </summary>
public sealed class WriteRun : IAsyncDisposable
{
    private const int Keys = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WritePlan _plan;
    private readonly RedisServer _redis;
    private readonly PostgresServer _postgres;
    private readonly NpgsqlDataSource _database;
    private readonly WriteJudge _judge;
    private readonly Random _random;
    private readonly KeySequence[] _keys = [.. Enumerable.Range(0, Keys).Select(static number => new KeySequence($"k{number}"))];
    private WriteWorker _worker;
    private WriteWorker _spare;
    private long _acknowledged;

    private WriteRun(WritePlan plan, RedisServer redis, PostgresServer postgres)
    {
        (_plan, _redis, _postgres, _random) = (plan, redis, postgres, new Random(plan.Seed));
        _database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false");
        _judge = new WriteJudge(_database, plan.Tell);
        (_worker, _spare) = (NewWorker(), NewWorker());
    }

    public static async Task<WriteReport> RunAsync(WritePlan plan)
    {
        await using var redis = await RedisServer.StartAsync(plan.KeepsFile ? "appendonly yes" : "appendonly no", "appendfsync always", "aof-load-truncated yes", "auto-aof-rewrite-percentage 0");
        await using var postgres = await PostgresServer.StartAsync();
        await using (var database = NpgsqlDataSource.Create(postgres.ConnectionString))
        await using (var schema = database.CreateCommand(WriteTable.Schema))
            await Eventually.HoldsAsync(() => TryAsync(schema));
        await using var run = new WriteRun(plan, redis, postgres);
        await run.BeginAsync();
        for (var round = 0; round < plan.Rounds; round++) await run.RoundAsync(plan.Faults[round % plan.Faults.Count], round);
        return new WriteReport(
            plan.Rounds, run._acknowledged, run._judge.Lost, run._judge.Misordered, run._judge.Resurrected, run._judge.Backwards, run._judge.Misread);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _spare.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task RoundAsync(WriteFault fault, int round)
    {
        await WriteAsync(count: _random.Next(10, 40));
        await FailAsync(fault);
        await EmptyAsync(fault, round);
        foreach (var key in _keys)
        {
            await _judge.JudgeAsync(key, mayLose: fault == WriteFault.CutTail);
            await CompareAsync(key);

            // What the database has is what the next round begins with, also where a write had no answer or may be lost.
            key.Acknowledged = fault == WriteFault.CutTail ? 0 : key.Acknowledged;
        }

        if (round % 25 == 0) _plan.Tell(string.Create(CultureInfo.InvariantCulture, $"round {round}: {fault}, {_acknowledged} writes acknowledged"));
    }

    private async Task FailAsync(WriteFault fault)
    {
        switch (fault)
        {
            case WriteFault.AfterAcknowledgement:
                await WriteAsync(count: 5);
                await ReplaceAsync();
                break;
            case WriteFault.AfterRead or WriteFault.AfterCommit or WriteFault.BeforeAcknowledging:
                await _worker.AskAsync($"hang {fault}");
                await WriteAsync(count: 10);
                await _worker.Hangs.WaitAsync(Patience);
                await ReplaceAsync();
                break;
            case WriteFault.Redis:
                await DuringWritesAsync(() => RestartRedisAsync(cut: 0));
                break;
            case WriteFault.Both:
                await DuringWritesAsync(() => Task.WhenAll(RestartRedisAsync(cut: 0), ReplaceAsync()));
                break;
            case WriteFault.DatabaseAway:
                await _postgres.KillAsync();
                await WriteAsync(count: 20);
                await Task.Delay(_plan.AwayFor);
                await _postgres.StartAgainAsync();
                break;
            case WriteFault.CutTail:
                await DuringWritesAsync(() => RestartRedisAsync(cut: _random.Next(1, 2_000)));
                break;
        }
    }

    /// <summary>One write a key at a time, so that there is an order to be kept; of several keys at once.</summary>
    private Task WriteAsync(int count) => Task.WhenAll(_keys.Select(async key =>
    {
        var worker = _worker;
        for (var i = 0; i < count / Keys + 1; i++)
        {
            int number;
            bool isDelete;
            lock (_random)
            {
                isDelete = _random.Next(5) == 0;
                number = key.Begin(isDelete);
            }

            var answer = await worker.AskAsync(isDelete ? $"delete {key.Key}" : string.Create(CultureInfo.InvariantCulture, $"save {key.Key} {number}"));
            if (answer is not ["ok", ..]) return;
            key.Acknowledged = number;
            Interlocked.Increment(ref _acknowledged);
        }
    }));

    private async Task DuringWritesAsync(Func<Task> fault)
    {
        var writing = WriteAsync(count: 200);
        await Task.Delay(_random.Next(1, 30));
        await fault();
        await writing;
    }

    /// <summary>The spare one owns no shard: it is there, and has not begun.</summary>
    private async Task BeginAsync()
    {
        await _worker.ReadyAsync();
        var answer = await _worker.AskAsync("start");
        if (answer is not ["ok"]) throw new InvalidOperationException($"The worker did not begin: {string.Join(' ', answer ?? ["it ended"])}");
    }

    private async Task ReplaceAsync()
    {
        var dead = _worker;
        await dead.KillAsync();
        _worker = _spare;
        _spare = NewWorker();
        await BeginAsync();
        await dead.DisposeAsync();
    }

    private async Task RestartRedisAsync(int cut)
    {
        await _redis.KillAsync();
        if (cut > 0)
        {
            // The log of changes alone: what stands before it was written long ago.
            var log = Directory.GetFiles(Path.Combine(_redis.Folder, "appendonlydir"), "*.incr.aof").Order(StringComparer.Ordinal).Last();
            await using var file = File.OpenWrite(log);
            file.SetLength(Math.Max(0, file.Length - cut));
        }

        await _redis.StartAgainAsync();
    }

    private async Task EmptyAsync(WriteFault fault, int round)
    {
        string[]? size = null;
        try
        {
            await Eventually.HoldsAsync(async () => (size = await _worker.AskAsync("size")) is ["size", "0", _], Patience);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException(
                $"Round {round}, after {fault}: the journal was not applied in time; its size is {string.Join(' ', size ?? ["unknown: the application ended"])}. {await StateAsync()}", late);
        }

        if (size is not [.., "0"]) throw new InvalidOperationException($"Round {round}, after {fault}: a write became a dead letter.");
    }

    /// <summary>What Redis says of the shards.</summary>
    private async Task<string> StateAsync()
    {
        var text = new List<string>();
        foreach (var shard in (string[])["chaos:{wb00}", "chaos:{wb01}"])
        {
            foreach (var command in (string[][])[["XLEN", shard + "\u001fj"], ["XINFO", "GROUPS", shard + "\u001fj"], ["XPENDING", shard + "\u001fj", "larder"], ["GET", shard + "\u001fw"], ["XRANGE", shard + "\u001fj", "-", "+", "COUNT", "3"]])
                text.Add($"{command[0]}: {Flat(await _redis.CallAsync(command))}");
        }

        return string.Join("; ", text);
    }

    private static string Flat(object? answer) => answer is object?[] items ? string.Join(' ', items.Select(Flat)) : $"{answer}";

    private async Task CompareAsync(KeySequence key)
    {
        var there = await _judge.NumberOfAsync(key.Key);
        if (await _worker.AskAsync($"read {key.Key}") is ["row", var number] && number != there.ToString(CultureInfo.InvariantCulture))
        {
            _judge.Misread++;
            _plan.Tell($"{key.Key} reads as {number}, the database has {there}.");
        }
    }

    private WriteWorker NewWorker() => WriteWorker.Start(_redis.Url, _postgres.ConnectionString, _plan.KeepsFile ? "local" : "memory");

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
