using Larder.Pipeline;

namespace Larder.Versions;

/// <summary>Makes the versioned entries of a cache.</summary>
internal static class VersionedEntries
{
    public static IVersionedEntries Of(CacheParts parts) => parts.Tier is { } tier ? new SharedEntries(parts, tier) : new LocalEntries(parts);
}
