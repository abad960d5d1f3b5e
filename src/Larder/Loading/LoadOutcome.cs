using Larder.Entries;
using Larder.Validity;

namespace Larder.Loading;

/// <summary>What a flight brings to all who wait for it.</summary>
/// <param name="Entry">The value, kept or not.</param>
/// <param name="Source">What answered.</param>
/// <param name="Reason">Why it had to load.</param>
/// <param name="Ticket">From when it was known to hold; what changed since may have removed it.</param>
/// <param name="OverlapFrom">
/// The position of the change stream at which a removal may have overlapped the load; <see cref="NoOverlap"/> if none did. Who came later than
/// that must ask again: for him the removal was already acknowledged.
/// </param>
internal readonly record struct LoadOutcome<T>(
    Entry<T> Entry, ReadSource Source, MissReason Reason, InstallTicket Ticket, long OverlapFrom = LoadOutcome<T>.NoOverlap)
{
    public const long NoOverlap = long.MaxValue;

    /// <summary>The overlap of what nobody vouches for: whoever joined, came later.</summary>
    public const long BeforeAll = long.MinValue;

    /// <summary>Only who began the load may have it, and what is made of it is private too.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether a removal that this does not heed was acknowledged before somebody joined at this position, or it is none of his.</summary>
    public bool IsTooOldFor(long joinedAt, Fences fences) => (IsPrivate || joinedAt > OverlapFrom) && (fences & Fences.Overlap) != 0;
}
