namespace Larder.Chaos.Workers;

/// <summary>Holds a call up now and then, where a change could come between it and what is made of it.</summary>
internal sealed class HoldUp(Random random)
{
    private const int OneIn = 10;
    private const int MaxMilliseconds = 12;

    private readonly Lock _lock = new();

    public ValueTask PassAsync()
    {
        int milliseconds;
        lock (_lock) milliseconds = random.Next(OneIn) == 0 ? random.Next(1, MaxMilliseconds) : 0;
        return milliseconds == 0 ? ValueTask.CompletedTask : new ValueTask(Task.Delay(milliseconds));
    }
}
