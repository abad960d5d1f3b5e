namespace Larder.Sqlite.Tests.Support;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => new ValueTask<bool>(condition()), what);

    public static async Task TrueAsync(Func<ValueTask<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"waited {Deadline} until {what}");
            await Task.Delay(5);
        }
    }

    /// <summary>Repeats an action until it no longer throws a <typeparamref name="TException"/>.</summary>
    public static async Task<T> WorksAsync<T, TException>(Func<ValueTask<T>> action)
        where TException : Exception
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await action();
            }
            catch (TException) when (TimeProvider.System.GetElapsedTime(started) < Deadline)
            {
                await Task.Delay(10);
            }
        }
    }
}
