using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>Marks as they were before a source was read: a renewal that lands while it runs must win.</summary>
/// <param name="Pins">The mark of the whole cache and those of the tags that were known.</param>
/// <param name="AnyTag">For tags that become known later: still the same nonce means that no tag was renewed since.</param>
/// <param name="AreComplete">False when a mark could not be pinned: what is loaded can't be kept.</param>
internal sealed record CapturedMarks(MarkPin[] Pins, MarkPin AnyTag, bool AreComplete)
{
    public static readonly CapturedMarks None = new([], default, AreComplete: false);
}
