using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Larder.Support;

/// <summary>Waits for a condition with a deadline; never sleeps blind.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task HoldsAsync(Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        HoldsAsync(() => Task.FromResult(condition()), within, what);

    public static async Task HoldsAsync(
        Func<Task<bool>> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = Stopwatch.GetTimestamp();
        var deadline = within ?? Deadline;
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > deadline) throw new TimeoutException($"Did not hold within {deadline.TotalSeconds} s: {what}");
            await Task.Delay(5);
        }
    }
}
