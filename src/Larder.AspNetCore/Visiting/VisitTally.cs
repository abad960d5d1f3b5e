using Larder.Counting;
using Larder.Tiers;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Visiting;

/// <summary>
/// Counts visits. A page waits for its count no longer than the options say; what takes longer goes on here and is waited for when the application ends.
/// </summary>
internal sealed class VisitTally(
    DayCounters counters, Visitors visitors, VisitLog log, IOptions<LarderVisitOptions> options, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    public async ValueTask<PageVisit> CountAsync(string subject, string visitor)
    {
        var counting = CountingAsync(subject, visitor);
        if (!counting.IsCompleted) Keep(counting);
        try
        {
            return await counting.WaitAsync(options.Value.Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new PageVisit(subject, visitor, IsFirstToday: false, Views: null);
        }
    }

    /// <summary>Waits for what is still being counted; a place that is away keeps nobody longer than its own time-out.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate) running = [.. _running];
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task<PageVisit> CountingAsync(string subject, string visitor)
    {
        try
        {
            var isFirst = await visitors.RecordAsync(subject, visitor).ConfigureAwait(false);
            var name = PageVisit.CounterOf(subject);
            var views = isFirst || options.Value.Counting == VisitCounting.EveryVisit
                ? await counters.AddAsync(name).ConfigureAwait(false)
                : new DayTally(await counters.TotalAsync(name).ConfigureAwait(false), await counters.DayAsync(name, counters.Today).ConfigureAwait(false));
            return new PageVisit(subject, visitor, isFirst, views);
        }
        catch (Exception error) when (error is TierException or ArgumentException or OperationCanceledException)
        {
            log.Lost(error);
            return new PageVisit(subject, visitor, IsFirstToday: false, Views: null);
        }
    }

    private void Keep(Task counting)
    {
        lock (_gate) _running.Add(counting);
        _ = ForgetAsync(counting);
    }

    private async Task ForgetAsync(Task counting)
    {
        await counting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate) _running.Remove(counting);
    }
}
