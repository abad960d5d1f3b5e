using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>
/// One shared place (a server, a file, a model) and how to open it, for <see cref="TierConformance"/>. Whoever made it disposes it. The suite
/// uses names that no run has used before, so a place may be shared and need not be empty.
/// </summary>
public interface ITierUnderTest : IAsyncDisposable
{
    /// <summary>What the opened tiers must say of themselves. Clauses about changes are left out where it follows none.</summary>
    TierTraits Traits { get; }

    /// <summary>The clock by which watches are proven. Default: the system's.</summary>
    TimeProvider Clock => TimeProvider.System;

    /// <summary>The unit of the expirations in the suite: long against one call. Default 150 ms.</summary>
    TimeSpan Tick => TimeSpan.FromMilliseconds(150);

    /// <summary>After how much real time what has not happened counts as never. Default 10 seconds.</summary>
    TimeSpan Patience => TimeSpan.FromSeconds(10);

    /// <summary>Opens one more instance on the place, as another process would.</summary>
    /// <param name="sink">Hears of the changes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask<ISharedTier> OpenAsync(IChangeSink sink, CancellationToken cancellationToken);

    /// <summary>Lets time pass: a model advances its clock. Default: waits on <see cref="Clock"/>.</summary>
    ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken) => new(Task.Delay(time, Clock, cancellationToken));

    /// <summary>Makes the other side fail for every instance, until what it returns is disposed. Null: can't be done.</summary>
    Func<CancellationToken, ValueTask<IAsyncDisposable>>? Outage => null;

    /// <summary>Puts something into a slot that the tier can't read. Null: can't be done.</summary>
    Func<Slot, CancellationToken, ValueTask>? WriteForeign => null;

    /// <summary>
    /// Opens the writer holds of the place, as another process would; whoever opened them disposes them. Null: there are none, and the traits say so.
    /// </summary>
    Func<CancellationToken, ValueTask<IWriterHolds>>? OpenHolds => null;

    /// <summary>Makes one instance lose its stream of changes; it may reconnect by itself. Null: can't be done.</summary>
    Func<ISharedTier, CancellationToken, ValueTask>? BreakStream => null;
}
