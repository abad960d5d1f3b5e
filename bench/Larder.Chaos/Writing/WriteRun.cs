using System.Diagnostics;
using System.Globalization;

namespace Larder.Chaos.Writing;

/// <summary>
/// Applications that write behind a real Redis with its file into a real PostgreSQL, and faults at the worst moments. After each the journal is applied by
/// whoever is left, and then the database must have what was acknowledged.
/// </summary>
public sealed class WriteRun
{
    private readonly WritePlan _plan;
    private readonly WriteScene _scene;
    private readonly WriteJudge _judge;
    private readonly WriteLoad _load;
    private TimeSpan _awayFor;

    private WriteRun(WritePlan plan, WriteScene scene) => (_plan, _scene, _judge, _load, _awayFor) =
        (plan, scene, new WriteJudge(scene.Database, plan.Tell), new WriteLoad(new Random(plan.Seed)), plan.AwayFor);

    public static async Task<WriteReport> RunAsync(WritePlan plan)
    {
        await using var scene = await WriteScene.OpenAsync(plan);
        var run = new WriteRun(plan, scene);
        for (var round = 0; round < plan.Rounds; round++) await run.RoundAsync(plan.Faults[round % plan.Faults.Count], round);
        var judge = run._judge;
        return new WriteReport(plan.Rounds, run._load.Acknowledged, judge.Lost, judge.Misordered, judge.Resurrected, judge.Backwards, judge.Misread);
    }

    private async Task RoundAsync(WriteFault fault, int round)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await WriteAsync(_load.Next(10, 40));
        await FailAsync(fault);
        await _scene.EmptyAsync();
        if (fault == WriteFault.CutTail) _load.Forget();
        else _load.Promise();
        var rows = await _judge.JudgeAsync(_load.Keys);
        await Task.WhenAll(_load.Keys.Select(key => ReadAsync(key.Key, rows.GetValueOrDefault(key.Key))));
        _plan.Tell(string.Create(
            CultureInfo.InvariantCulture, $"round {round}: {fault}, {_load.Acknowledged} writes acknowledged, {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s"));
    }

    private async Task FailAsync(WriteFault fault)
    {
        switch (fault)
        {
            case WriteFault.AfterAcknowledgement:
                await WriteAsync(5);
                await _scene.ReplaceAsync();
                break;
            case WriteFault.AfterRead or WriteFault.AfterCommit or WriteFault.BeforeAcknowledging:
                await HoldAsync(fault);
                await _scene.ReplaceAsync();
                break;
            case WriteFault.Stopped:
                await StopAsync();
                break;
            case WriteFault.Redis:
                await DuringWritesAsync(_scene.RestartRedisAsync);
                break;
            case WriteFault.Both:
                await DuringWritesAsync(() => Task.WhenAll(_scene.RestartRedisAsync(), _scene.ReplaceAsync()));
                break;
            case WriteFault.DatabaseAway:
                await TakeDatabaseAsync();
                break;
            case WriteFault.CutTail:
                _load.Promise();
                var length = await _scene.FileLengthAsync();
                await DuringWritesAsync(() => _scene.CutRedisAsync(length, _load.Next(1, 2_000)));
                break;
        }
    }

    private Task WriteAsync(int count) => _load.WriteAsync(_scene.Worker, count);

    private async Task DuringWritesAsync(Func<Task> fault)
    {
        var writing = WriteAsync(count: 200);
        await Task.Delay(_load.Next(1, 30));
        await fault();
        await writing;
    }

    /// <summary>Until the application has a batch just there.</summary>
    private async Task HoldAsync(WriteFault at)
    {
        await _scene.Worker.AskAsync($"hang {at}");
        await WriteAsync(count: 10);
        await _scene.Worker.Hangs.WaitAsync(WriteScene.Patience);
    }

    /// <summary>Its time is over before it goes on: by then another has applied what it holds, and more.</summary>
    private async Task StopAsync()
    {
        await HoldAsync(WriteFault.Stopped);
        _scene.Worker.Suspend();
        await using var stopped = await _scene.HandOverAsync();
        await WriteAsync(count: 20);
        await _scene.EmptyAsync();
        stopped.Resume();
        if (await stopped.AskAsync("go") is not ["ok"]) throw new InvalidOperationException("What was stopped did not go on.");
    }

    private async Task TakeDatabaseAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        await _scene.Postgres.KillAsync();
        while (Stopwatch.GetElapsedTime(startedAt) < _awayFor)
        {
            await WriteAsync(count: 20);
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        await _scene.Postgres.StartAgainAsync();
        if (_awayFor > TimeSpan.FromSeconds(1)) _awayFor = TimeSpan.FromSeconds(1);
    }

    private async Task ReadAsync(string key, int there)
    {
        if (await _scene.Worker.AskAsync($"read {key}") is ["row", var number]) _judge.Read(key, int.Parse(number, CultureInfo.InvariantCulture), there);
    }
}
