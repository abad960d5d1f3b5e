namespace Larder.Inspection;

/// <summary>A page that is being filled.</summary>
internal sealed class PageDraft(KeyQuery query, long startedAt)
{
    private const char InMemory = 'm';

    public KeyQuery Query => query;

    public long StartedAt => startedAt;

    public List<ListedKey> Keys { get; } = [];

    public int Room => query.Limit - Keys.Count;

    public long Scanned { get; set; }

    public bool SharedAnswered { get; set; } = true;

    /// <summary>Where the next page begins: <c>s</c> and a place in the shared tier, or <c>m</c> and the last key of memory.</summary>
    public string? Cursor { get; set; }

    public bool IsInMemory => Cursor is { } cursor && cursor[0] == InMemory;

    public void GoToMemory(string after) => Cursor = InMemory + after;

    public void End() => Cursor = null;
}
