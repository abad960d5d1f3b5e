using Larder.Tiers;

namespace Larder.Pipeline;

/// <summary>What the shared tier said of an entry before anything else was done about it.</summary>
/// <param name="Answer">Its answer, or that it was not reached.</param>
/// <param name="At">When it was asked, in monotonic milliseconds.</param>
internal sealed record FirstLook(TierAnswer<SlotRead> Answer, long At);
