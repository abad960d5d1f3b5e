using Larder.Validity;

namespace Larder.Chaos.Workers;

/// <summary>Writes down what the shared tier acknowledged and which calls of it were lost; the cache need not know.</summary>
internal sealed class TierWitness(OperationLog log, HoldUp? holdUp)
{
    /// <summary>Waits for a call. One that hangs is reported while it hangs: who is killed meanwhile has said it.</summary>
    public async ValueTask<TResult> WatchAsync<TResult>(ValueTask<TResult> call, CancellationToken cancellationToken)
    {
        var start = Clock.Now;
        try
        {
            var task = call.AsTask();
            if (!task.IsCompleted && await Task.WhenAny(task, Task.Delay(Settings.SlowCall, CancellationToken.None)) != task)
                log.Add(OperationKind.Lost, 0, start);
            var result = await task;
            if (Clock.Now - start > Clock.Ticks(Settings.SlowCall)) log.Add(OperationKind.Lost, 0, start);
            if (holdUp is not null) await holdUp.PassAsync();
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch
        {
            log.Add(OperationKind.Lost, 0, start);
            throw;
        }
    }

    public void Told(ReadOnlySpan<Slot> slots, long start)
    {
        foreach (var slot in slots)
            if (slot.Kind == SlotKind.Entry) log.Add(OperationKind.Told, KeySet.NumberOf(slot.Name), start);
    }

    public void Pushed(Slot slot)
    {
        if (slot.Kind == SlotKind.Entry) log.Add(OperationKind.Pushed, KeySet.NumberOf(slot.Name), Clock.Now);
    }
}
