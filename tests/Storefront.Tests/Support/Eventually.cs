using System.Diagnostics;

namespace Storefront.Tests.Support;

/// <summary>Waits for a condition with a deadline; never sleeps blind.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Deadline) Assert.Fail($"Within {Deadline.TotalSeconds} s it did not come true that {what}.");
            await Task.Delay(5);
        }
    }
}
