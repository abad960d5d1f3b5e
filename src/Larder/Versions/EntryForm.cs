using Larder.Entries;
using Larder.Pipeline;
using Larder.Validity;

namespace Larder.Versions;

/// <summary>How a versioned entry becomes one of the cache: its time is as it was asked for, it is never stale and never refreshed.</summary>
internal sealed class EntryForm(CacheParts parts)
{
    private readonly EntryPolicy _policy = new EntryPolicies(parts.Options).Of(null) with { RefreshAhead = TimeSpan.Zero, StaleFor = TimeSpan.Zero, Jitter = 0 };

    /// <exception cref="ArgumentException">The expiration is not more than zero, or a tag is none.</exception>
    public void Check(VersionedWrite write)
    {
        EntryTimes.Positive(write.Expiration, nameof(write.Expiration));
        if (write.Tags.Count > EntryPolicy.MaxTags) throw new ArgumentException($"LAR316 An entry has {write.Tags.Count} tags, more than {EntryPolicy.MaxTags}. Remove by fewer, wider groups.", nameof(write));
        foreach (var tag in write.Tags) parts.Keys.Check(tag, "tag");
    }

    public bool IsTooLarge(VersionedWrite write) => write.Value.Memory.Length > parts.Options.MaxValueBytes;

    public EntryDraft<CacheBytes> DraftOf(VersionedWrite write, MarkPin[] pins) => new(
        new EntryContent<CacheBytes>(write.Value, write.Value.Memory), _policy, write.Expiration, TimeSpan.Zero, LoadTime: TimeSpan.Zero, IsNull: false, pins);

    /// <summary>The tags on which what was seen does not depend yet.</summary>
    public IReadOnlyList<string> NewTags(VersionedEntry seen, IReadOnlyList<string> tags) =>
        [.. tags.Where(tag => !Array.Exists(seen.Marks.Pins, pin => pin.Cell.Slot == parts.Keys.Mark(SlotKind.Tag, tag)))];
}
