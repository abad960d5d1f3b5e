using Larder.Journal;
using Larder.Sqlite.Journal;
using Larder.Sqlite.Tests.Support;
using Larder.Sqlite.Tiers;
using Larder.Testing.Conformance;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tests.Journal;

/// <summary>Journals in a real file, each with connections of its own, as another process would have.</summary>
internal sealed class FileJournalPlace : IJournalUnderTest, IAsyncDisposable
{
    private readonly TierBench _bench = new();

    public ValueTask<IWriteJournal> OpenAsync(JournalSettings settings, CancellationToken cancellationToken) =>
        new(new SqliteJournal(_bench.OpenStore(), settings, TimeProvider.System));

    public ValueTask<bool> HoldsAsync(Slot slot, CancellationToken cancellationToken) => new(_bench.OpenStore().Read(
        slot, static (file, slot) => SlotRow.Find(file, slot, ReadDepth.VersionOnly, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).State == SlotState.Held));

    public async ValueTask RemoveAsync(Slot slot, CancellationToken cancellationToken) => await RunAsync("DELETE FROM slots WHERE name = ?1", slot.Name);

    public async ValueTask LoseAsync(JournalSettings settings, int shard, CancellationToken cancellationToken)
    {
        foreach (var table in (string[])["journal", "dead_letters", "shards"]) await RunAsync($"DELETE FROM {table} WHERE shard = ?1", $"{settings.Prefix}{{wb{shard:00}}}");
    }

    public async ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken) => await Task.Delay(time, cancellationToken);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private Task<int> RunAsync(string command, string name) => _bench.OpenStore().WriteAsync(
        file =>
        {
            using var row = file.Prepare(command);
            return row.Bind(1, name).Run();
        },
        default);
}
