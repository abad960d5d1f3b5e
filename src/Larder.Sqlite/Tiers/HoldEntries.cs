using Larder.Sqlite.Storage;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>Removes entries, and begins or ends their holds in the same transaction.</summary>
/// <param name="scope">The machine's clock and the change log.</param>
/// <param name="entries">What is held.</param>
/// <param name="holder">By whom.</param>
/// <param name="holdFor">For how long from now; null ends it.</param>
internal sealed class HoldEntries(TierScope scope, ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan? holdFor) : AnsweredWrite<int>
{
    private readonly RemoveSlots _removal = new(scope, entries);

    public override void Run(FileConnection file)
    {
        _removal.Run(file);
        foreach (var entry in entries.Span)
        {
            if (holdFor is { } span) Hold(file, entry.Name, scope.Now + Math.Max(1, (long)span.TotalMilliseconds));
            else Release(file, entry.Name);
        }
    }

    private void Hold(FileConnection file, string name, long until)
    {
        using var command = file.Prepare(
            "INSERT INTO holds (name, holder, until) VALUES (?1, ?2, ?3) ON CONFLICT (name, holder) DO UPDATE SET until = ?3");
        command.Bind(1, name).Bind(2, holder).Bind(3, until).Run();
    }

    private void Release(FileConnection file, string name)
    {
        using var command = file.Prepare("DELETE FROM holds WHERE name = ?1 AND holder = ?2");
        command.Bind(1, name).Bind(2, holder).Run();
    }
}
