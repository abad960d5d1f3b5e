using System.Diagnostics;
using Larder.Resp;
using Larder.Resp.Client;

namespace Larder.Figures.Resp;

/// <summary>A number of callers, each with one GET under way at any time, into a buffer of its own.</summary>
internal sealed class GetLoad(RespClient client, int inFlight)
{
    public const string Key = "key:100";
    public const int ValueBytes = 100;

    private static readonly Command Get = new Command("GET").Key(Key);

    public async Task<GetRun> RunAsync(int operations)
    {
        var each = operations / inFlight;
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = new Task[inFlight];
        for (var caller = 0; caller < inFlight; caller++) callers[caller] = CallAsync(each, start.Task);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var started = Stopwatch.GetTimestamp();
        start.SetResult();
        await Task.WhenAll(callers);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var done = (double)each * inFlight;
        return new(done / seconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / done);
    }

    private async Task CallAsync(int times, Task start)
    {
        var buffer = new FixedBuffer(ValueBytes);
        await start;
        for (var time = 0; time < times; time++)
        {
            buffer.Clear();
            var length = await client.ReadAsync(Get, buffer);
            if (length != ValueBytes || buffer.Written != ValueBytes) throw new InvalidOperationException($"A value of {length} bytes came.");
        }
    }
}
