namespace Larder.EntityFrameworkCore.Changes;

/// <summary>What is to be removed from the cache once the source has changed.</summary>
internal sealed class ChangeSet
{
    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Patterns { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Keys.Count == 0 && Tags.Count == 0 && Patterns.Count == 0;

    public void Add(ChangeSet other)
    {
        Keys.UnionWith(other.Keys);
        Tags.UnionWith(other.Tags);
        Patterns.UnionWith(other.Patterns);
    }
}
