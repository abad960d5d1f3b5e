using Larder.Tiers;

namespace Larder.Counting;

/// <summary>A place where visits are remembered: memory, a file, a server. <see cref="Visitors"/> is what applications use.</summary>
public interface IVisitorStore
{
    /// <summary>The most visitors of a subject and day that a place has to remember one by one; of more, it may forget those who came longest ago.</summary>
    const int MostADay = 100_000;

    /// <summary>Remembers a visit; the same visit twice is one.</summary>
    /// <param name="visit">Who, where and when. An older visit than the known one of that day changes nothing.</param>
    /// <param name="keepFor">How long the day is kept after the last visit on it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True if the visitor was not there on that day before.</returns>
    /// <exception cref="TierException">It may be remembered or not; give it again.</exception>
    ValueTask<bool> RecordAsync(Visit visit, TimeSpan keepFor, CancellationToken cancellationToken);

    /// <summary>How many different visitors came on a day: exact up to <see cref="MostADay"/>.</summary>
    /// <exception cref="TierException">The place can't tell now.</exception>
    ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken);

    /// <summary>About how many different visitors came on these days together; who came on several counts once.</summary>
    /// <exception cref="TierException">The place can't tell now.</exception>
    ValueTask<VisitorCount> EstimateAsync(string subject, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken);

    /// <summary>Who came on a day and when, latest first; of one moment, in the reverse order of their ids' UTF-8.</summary>
    /// <exception cref="TierException">The place can't tell now.</exception>
    ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page, CancellationToken cancellationToken);

    /// <summary>Forgets a visitor on all days of all subjects; from how many.</summary>
    /// <exception cref="TierException">It is not done, or not wholly; ask again.</exception>
    ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken);
}
