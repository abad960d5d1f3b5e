using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Larder.Chaos.Fleet;

namespace Larder.Chaos.Writing;

/// <summary>An application that writes behind, seen from its parent.</summary>
internal sealed class WriteWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string[]>> _asked = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1);
    private int _numbers;

    private WriteWorker(Process process) => _process = process;

    /// <summary>Ends when it has come to where it shall be killed.</summary>
    public Task Hangs => _hangs.Task;

    public static WriteWorker Start(string redis, string postgres, string durability)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[WorkerProcess.ProgramPath(), WriteWorkerProgram.Argument, redis, postgres, durability]) start.ArgumentList.Add(argument);
        var worker = new WriteWorker(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
        worker._process.OutputDataReceived += (_, line) => worker.Heard(line.Data);
        worker._process.BeginOutputReadLine();
        return worker;
    }

    public Task ReadyAsync() => _ready.Task.WaitAsync(Patience);

    /// <summary>What it answers; null when it died.</summary>
    public async Task<string[]?> AskAsync(string order)
    {
        var number = Interlocked.Increment(ref _numbers);
        var answer = _asked[number] = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writing.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{number} {order}"));
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            answer.TrySetCanceled();
        }
        finally
        {
            _writing.Release();
        }

        try
        {
            return await answer.Task.WaitAsync(Patience);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Ended();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null) Ended();
        else if (line == "ready") _ready.TrySetResult();
        else if (line == "at") _hangs.TrySetResult();
        else if (line.Split(' ') is [var number, .. var answer] && _asked.TryRemove(int.Parse(number, CultureInfo.InvariantCulture), out var asked)) asked.TrySetResult(answer);
    }

    private void Ended()
    {
        _ready.TrySetException(new InvalidOperationException("The worker ended."));
        foreach (var asked in _asked.Values) asked.TrySetCanceled();
    }
}
