using System.Diagnostics;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>Waits for what other threads do, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline) Assert.Fail($"It did not happen within {Deadline.TotalSeconds} s.");
            await Task.Delay(1);
        }
    }
}
