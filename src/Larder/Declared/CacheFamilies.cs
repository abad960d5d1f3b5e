namespace Larder.Declared;

/// <summary>The families of keys of all services that <c>AddCached</c> added to this application, for pages and tools. A service of <c>AddLarder</c>.</summary>
public sealed class CacheFamilies
{
    private readonly IEnumerable<FamilyGroup> _groups;

    internal CacheFamilies(IEnumerable<FamilyGroup> groups) => _groups = groups;

    /// <summary>All of them, in order of registration; a family that is read or written by several methods is there for each.</summary>
    public IReadOnlyList<CacheFamily> All => [.. _groups.SelectMany(static group => group.Families)];
}
