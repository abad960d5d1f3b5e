namespace Larder.Testing.Tests;

public sealed class FakeClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeClock _clock = new();

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        FakeClock clock = new(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.FromHours(2)));
        var before = clock.GetTimestamp();

        Assert.Equal(new DateTime(2031, 5, 6, 5, 8, 9), clock.GetUtcNow().UtcDateTime);
        Assert.Equal(before, clock.GetTimestamp());

        clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(new DateTime(2031, 5, 6, 8, 8, 9), clock.GetUtcNow().UtcDateTime);
        Assert.Equal(TimeSpan.FromHours(3), clock.GetElapsedTime(before));
        Assert.Equal(10_000_000, clock.TimestampFrequency);
        Assert.Equal(clock.GetUtcNow(), clock.GetLocalNow());
    }

    [Fact]
    public void A_step_of_the_wall_clock_moves_neither_timestamps_nor_timers()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);
        var (utc, timestamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());

        _clock.StepWallClock(TimeSpan.FromDays(-1));

        Assert.Equal(utc.AddDays(-1), _clock.GetUtcNow());
        Assert.Equal(timestamp, _clock.GetTimestamp());
        Assert.Equal(0, fired);
        Assert.Equal(Second, _clock.NextTimerIn);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_each_at_its_own()
    {
        List<(string Name, DateTimeOffset At)> fired = [];
        var start = _clock.GetUtcNow();
        using var late = At("late", 3);
        using var early = At("early", 1);
        using var middle = At("middle", 2);
        using var middleToo = At("middle too", 2);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(
            [("early", start.AddSeconds(1)), ("middle", start.AddSeconds(2)), ("middle too", start.AddSeconds(2)), ("late", start.AddSeconds(3))],
            fired);
        Assert.Equal(start.AddSeconds(10), _clock.GetUtcNow());

        ITimer At(string name, int seconds) =>
            _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow())), null, seconds * Second, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_fires_at_its_due_time_and_not_a_tick_before()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);

        _clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.Equal(0, fired);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, fired);

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period_that_passes()
    {
        List<DateTimeOffset> fired = [];
        var start = _clock.GetUtcNow();
        using var timer = _clock.CreateTimer(_ => fired.Add(_clock.GetUtcNow()), null, Second, 2 * Second);

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([start.AddSeconds(1), start.AddSeconds(3), start.AddSeconds(5)], fired);
        Assert.Equal(1, _clock.ArmedTimers);
    }

    [Fact]
    public void A_change_moves_a_timer_and_can_stop_it()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, Second, Second);

        Assert.True(timer.Change(5 * Second, Timeout.InfiniteTimeSpan));
        _clock.Advance(4 * Second);
        Assert.Equal(0, fired);
        _clock.Advance(4 * Second);
        Assert.Equal(1, fired);

        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Second));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire_and_can_not_be_changed()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, Second, Second);

        timer.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, fired);
        Assert.False(timer.Change(Second, Second));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void A_timer_may_dispose_itself_and_others_while_it_fires()
    {
        var fired = 0;
        ITimer? first = null, second = null;
        first = _clock.CreateTimer(
            _ =>
            {
                fired++;
                first!.Dispose();
                second!.Dispose();
            },
            null, Second, Second);
        second = _clock.CreateTimer(_ => fired++, null, Second, Second);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_timer_that_a_callback_makes_fires_in_the_same_advance()
    {
        List<DateTimeOffset> fired = [];
        var start = _clock.GetUtcNow();
        using var timer = _clock.CreateTimer(_ => Chain(3), null, Second, Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([start.AddSeconds(1), start.AddSeconds(2), start.AddSeconds(3)], fired);

        void Chain(int left)
        {
            fired.Add(_clock.GetUtcNow());
            if (left > 1) _clock.CreateTimer(_ => Chain(left - 1), null, Second, Timeout.InfiniteTimeSpan);
        }
    }

    [Fact]
    public void A_callback_may_advance_the_clock()
    {
        List<string> fired = [];
        var start = _clock.GetUtcNow();
        using var outer = _clock.CreateTimer(
            _ =>
            {
                fired.Add("outer");
                _clock.Advance(4 * Second);
            },
            null, Second, Timeout.InfiniteTimeSpan);
        using var inner = _clock.CreateTimer(_ => fired.Add("inner"), null, 3 * Second, Timeout.InfiniteTimeSpan);

        _clock.Advance(2 * Second);

        Assert.Equal(["outer", "inner"], fired);
        Assert.Equal(start.AddSeconds(5), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_timer_that_is_due_now_fires_without_an_advance_but_not_inside_its_creation()
    {
        TaskCompletionSource<ITimer> fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ITimer? timer = null;
        Lock held = new();
        lock (held)
        {
            timer = _clock.CreateTimer(
                _ =>
                {
                    lock (held) fired.SetResult(timer!);
                },
                null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        Assert.Same(timer, await fired.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Advances_of_several_threads_add_up()
    {
        var start = _clock.GetUtcNow();
        Task? other = null;
        using var timer = _clock.CreateTimer(
            _ =>
            {
                // While this advance is half done, another one begins; if it could, it would end within a moment.
                other = Task.Run(() => _clock.Advance(10 * Second));
                SpinWait.SpinUntil(() => other.IsCompleted, TimeSpan.FromMilliseconds(100));
            },
            null, Second, Timeout.InfiniteTimeSpan);

        _clock.Advance(2 * Second);
        await other!;

        Assert.Equal(start.AddSeconds(12), _clock.GetUtcNow());
    }

    [Fact]
    public async Task Delays_timeouts_and_periodic_timers_of_the_framework_run_by_it()
    {
        using CancellationTokenSource timeout = new(10 * Second, _clock);
        using PeriodicTimer periodic = new(5 * Second, _clock);
        var delay = Task.Delay(7 * Second, _clock);
        var period = periodic.WaitForNextTickAsync();

        _clock.Advance(6 * Second);
        Assert.True(await period);
        Assert.False(delay.IsCompleted);

        _clock.Advance(2 * Second);
        await delay;
        Assert.False(timeout.IsCancellationRequested);

        _clock.Advance(2 * Second);
        Assert.True(timeout.IsCancellationRequested);
    }

    [Fact]
    public async Task A_test_can_wait_until_a_timer_is_armed()
    {
        using CancellationTokenSource stop = new();
        var work = Task.Run(async () =>
        {
            await Task.Yield();
            using var slow = _clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
            await Task.Delay(5 * Second, _clock);
        });

        await _clock.WaitForTimersAsync(2);
        await _clock.WaitForTimerAsync(dueWithin: 5 * Second);
        _clock.Advance(5 * Second);

        await work.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_wait_for_a_timer_can_be_cancelled()
    {
        using CancellationTokenSource stop = new();
        using var slow = _clock.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var wait = _clock.WaitForTimerAsync(Second, stop.Token);

        Assert.False(wait.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Asynchronous_disposal_of_a_timer_waits_for_its_callback()
    {
        using SemaphoreSlim entered = new(0), leave = new(0);
        var timer = _clock.CreateTimer(
            _ =>
            {
                entered.Release();
                leave.Wait();
            },
            null, Second, Timeout.InfiniteTimeSpan);
        var advancing = Task.Run(() => _clock.Advance(Second));
        await entered.WaitAsync();

        var disposal = timer.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);

        leave.Release();
        await disposal.WaitAsync(TimeSpan.FromSeconds(30));
        await advancing;
    }

    [Fact]
    public void A_callback_sees_the_context_of_its_timers_maker()
    {
        AsyncLocal<string> ambient = new() { Value = "maker" };
        string? seen = null;
        using var timer = _clock.CreateTimer(_ => seen = ambient.Value, null, Second, Timeout.InfiniteTimeSpan);

        ambient.Value = "test";
        _clock.Advance(Second);

        Assert.Equal("maker", seen);
    }

    [Fact]
    public void Times_that_the_timers_of_the_system_refuse_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => { }, null, TimeSpan.FromMilliseconds(-2), Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => { }, null, TimeSpan.FromDays(60), Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => { }, null, Second, TimeSpan.FromDays(60)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(-Second));
        Assert.Equal(0, _clock.ArmedTimers);
    }
}
