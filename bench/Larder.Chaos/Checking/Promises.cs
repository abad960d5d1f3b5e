namespace Larder.Chaos.Checking;

/// <summary>What the caches of a run promise, in <see cref="Clock"/> ticks.</summary>
/// <param name="Bound">How long after an acknowledged removal another process may still answer with the old value.</param>
/// <param name="DetachedBound">The same for a process that can't reach the shared tier.</param>
/// <param name="DetachedFor">How long after a lost call a process may still be, or be marked by being, detached.</param>
public sealed record Promises(long Bound, long DetachedBound, long DetachedFor)
{
    // Caches count in the milliseconds of a clock that may tick every 10 of them.
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(10);

    public static Promises Of(TimeSpan bound) => new(
        Clock.Ticks(bound + Granularity),
        Clock.Ticks(bound + Settings.DetachedExpiration + Granularity),
        Clock.Ticks(Settings.DetachedExpiration + Settings.BreakerOpenFor + Settings.CommandTimeout + Granularity));
}
