namespace Larder.Serialization;

/// <summary>Durations, never moments: the tier tells by its own clock what remains of the whole lifetime, of which the last part is stale.</summary>
/// <param name="FreshFor">How long the value was meant to be fresh when it was written.</param>
/// <param name="StaleFor">How long after that it may be served if loading fails.</param>
/// <param name="LoadTime">How long the loader took to make it.</param>
internal readonly record struct FrameTimes(TimeSpan FreshFor, TimeSpan StaleFor, TimeSpan LoadTime)
{
    /// <summary>The whole time in which it may be served.</summary>
    public TimeSpan Lifetime => FreshFor + StaleFor;

    /// <summary>What is left of it by the tier's clock, and never more than the entry was given: a slot may have lost its end.</summary>
    public TimeSpan LifetimeWithin(TimeSpan? remaining) => remaining is { } left && left < Lifetime ? left : Lifetime;
}
