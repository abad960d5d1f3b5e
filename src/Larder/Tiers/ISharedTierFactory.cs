using Larder.Validity;

namespace Larder.Tiers;

/// <summary>Opens the shared tier of one cache. The cache owns what it gets and disposes it.</summary>
public interface ISharedTierFactory
{
    /// <summary>The tier's short name: <c>sqlite</c>, <c>redis</c>.</summary>
    string Name { get; }

    /// <summary>Opens the tier; never blocks and never throws because the other side is away: that is for the first read to find out.</summary>
    /// <param name="sink">Who must hear of changes: every watch of the tier drives it.</param>
    ISharedTier Open(IChangeSink sink);
}
