using System.Globalization;

namespace Larder.Counting;

/// <summary>
/// Counters with a total and a value for each day: <c>views</c> and <c>views:2026-11-21</c>, plain counters that other programs read by these
/// names. A day is the one at the moment of the call, also when the addition reaches its place later.
/// </summary>
/// <param name="counters">Where they are counted.</param>
/// <param name="time">What day it is.</param>
/// <param name="window">When a day begins and how long it is kept.</param>
public sealed class DayCounters(ICounters counters, TimeProvider time, DayWindow window)
{
    /// <summary>The day that it is now.</summary>
    public DateOnly Today => window.DayOf(time.GetUtcNow());

    /// <summary>The counter of a day, <c>name:yyyy-MM-dd</c>.</summary>
    public static string NameOf(string name, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{name}:{day:yyyy-MM-dd}");

    /// <summary>Adds to the total, which is kept for ever, and to the day that it is.</summary>
    /// <param name="name">The counter's name, 1 to 1,013 characters.</param>
    /// <param name="by">How much; may be negative.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<DayTally> AddAsync(string name, long by = 1, CancellationToken cancellationToken = default)
    {
        var ofDay = NameOf(name, Today);
        CounterName.Check(ofDay);
        var total = counters.AddAsync(name, by, null, cancellationToken).AsTask();
        var today = counters.AddAsync(ofDay, by, window.KeepFor, cancellationToken).AsTask();
        await Task.WhenAll(total, today).ConfigureAwait(false);
        return new DayTally(await total.ConfigureAwait(false), await today.ConfigureAwait(false));
    }

    /// <summary>The value over all time.</summary>
    public ValueTask<long> TotalAsync(string name, CancellationToken cancellationToken = default) => counters.GetAsync(name, cancellationToken);

    /// <summary>The value of a day; zero if nothing was counted on it, or if it is kept no more.</summary>
    public ValueTask<long> DayAsync(string name, DateOnly day, CancellationToken cancellationToken = default) =>
        counters.GetAsync(NameOf(name, day), cancellationToken);

    /// <summary>The values of all days from the first to the last, at most 3,660, in one round trip.</summary>
    public async ValueTask<IReadOnlyList<DayCount>> DaysAsync(string name, DateOnly first, DateOnly last, CancellationToken cancellationToken = default)
    {
        var days = DaySpan.Of(first, last);
        var values = await counters.GetManyAsync([.. days.Select(day => NameOf(name, day))], cancellationToken).ConfigureAwait(false);
        return [.. days.Select((day, i) => new DayCount(day, values[i]))];
    }
}
