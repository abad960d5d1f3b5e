using Larder.Entries;

namespace Larder.Loading;

/// <summary>What a flight brings to all who wait for it.</summary>
/// <param name="Entry">The value, kept or not.</param>
/// <param name="Source">What answered.</param>
/// <param name="Reason">Why it had to load.</param>
/// <param name="OverlapFrom">
/// The position of the change stream at which a removal may have overlapped the load; <see cref="NoOverlap"/> if none did. Who came later than
/// that must ask again: for him the removal was already acknowledged.
/// </param>
internal readonly record struct LoadOutcome<T>(Entry<T> Entry, ReadSource Source, MissReason Reason, long OverlapFrom = LoadOutcome<T>.NoOverlap)
{
    public const long NoOverlap = long.MaxValue;
}
