namespace Larder.Pipeline;

/// <summary>Waits for time to pass.</summary>
internal static class Pause
{
    /// <summary>Until the time is over or what it was for has ended, which is the rule and so must not cost an exception.</summary>
    public static async Task PassAsync(TimeSpan span, TimeProvider time, CancellationToken ended)
    {
        var passed = new TaskCompletionSource();
        await using var timer = time.CreateTimer(static passed => ((TaskCompletionSource)passed!).TrySetResult(), passed, span, Timeout.InfiniteTimeSpan);
        await using var ending = ended.UnsafeRegister(static passed => ((TaskCompletionSource)passed!).TrySetResult(), passed);
        await passed.Task.ConfigureAwait(false);
    }
}
