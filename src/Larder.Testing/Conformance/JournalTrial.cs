using Larder.Journal;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>One run of one clause over a journal.</summary>
internal sealed class JournalTrial : IAsyncDisposable
{
    private readonly List<IWriteJournal> _open = [];
    private readonly VersionSource _versions = new();
    private readonly string _clause;
    private int _names;

    public JournalTrial(IJournalUnderTest place, string clause, CancellationToken cancellationToken)
    {
        (Place, _clause, CancellationToken) = (place, clause, cancellationToken);
        Settings = new JournalSettings($"conformance:{_versions.Next()}:", Shards: 4, MostRecords: 1_000, MostBytes: 1 << 20, WriteDurability.Memory);
    }

    public IJournalUnderTest Place { get; }

    public CancellationToken CancellationToken { get; }

    public JournalSettings Settings { get; set; }

    public async Task<IWriteJournal> OpenAsync()
    {
        var journal = await Place.OpenAsync(Settings, CancellationToken).ConfigureAwait(false);
        _open.Add(journal);
        await journal.OpenAsync(CancellationToken).ConfigureAwait(false);
        return journal;
    }

    /// <summary>A name that says its shard, as the core's names do.</summary>
    public Slot NewSlot(int shard = 0) => new(SlotKind.Entry, $"{Settings.Prefix}{{wb{shard:00}}}:{++_names}");

    public async Task<JournalReceipt> AppendAsync(IWriteJournal journal, Slot slot, string body, int shard = 0) => await journal.AppendAsync(
        new JournalAppend(shard, slot, Bytes(body), SlotWrite.Entry(_versions.Next(), Bytes("slot " + body), TimeSpan.FromHours(1)), Above: 0), CancellationToken).ConfigureAwait(false);

    public async Task ClaimAsync(IWriteJournal journal, string owner = "one", int shard = 0)
    {
        if (await journal.ClaimAsync(shard, owner, TimeSpan.FromMinutes(5), CancellationToken).ConfigureAwait(false) == ClaimOutcome.Refused)
            throw Breach("the shard to be free", "a refusal");
    }

    public async Task<IReadOnlyList<JournalRecord>> ReadAsync(IWriteJournal journal, ShardPart part = ShardPart.New, int shard = 0, string owner = "one") =>
        await journal.ReadAsync(new ShardRead(shard, owner, part, 100, TimeSpan.Zero), CancellationToken).ConfigureAwait(false);

    public async Task<JournalRecord?> PendingAsync(IWriteJournal journal, Slot slot, int shard = 0) =>
        (await journal.FindPendingAsync([new PendingName(shard, slot.Name)], CancellationToken).ConfigureAwait(false))[0];

    public static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static string Text(JournalRecord? record) => record is null ? "nothing" : System.Text.Encoding.UTF8.GetString(record.Body.Span);

    public static string Text(IEnumerable<JournalRecord> records) => string.Join(", ", records.Select(Text));

    public void Equal<T>(T expected, T seen, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, seen)) throw Breach($"{what}: {expected}", $"{seen}");
    }

    public void Holds(bool condition, string what)
    {
        if (!condition) throw Breach(what, "the contrary");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _open) await journal.DisposeAsync().ConfigureAwait(false);
    }

    private ConformanceException Breach(string expected, string seen) => new(_clause, expected, seen);
}
