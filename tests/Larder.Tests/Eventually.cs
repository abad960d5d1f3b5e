using System.Diagnostics;

namespace Larder.Tests;

/// <summary>Waits for a condition with a deadline; never sleeps blind.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline) Assert.Fail($"The condition did not hold within {Deadline.TotalSeconds} s.");
            await Task.Delay(1);
        }
    }
}
