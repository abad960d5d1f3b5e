using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>Gives marks new versions, or with <see cref="Renewal.IfAbsent"/> first ones.</summary>
internal sealed class RenewMarks(TierScope scope, ReadOnlyMemory<Slot> marks, Renewal renewal, VersionSource fresh) : AnsweredWrite<SlotVersion[]>
{
    private readonly List<Slot> _changed = [];

    public override void Run(FileConnection file)
    {
        var now = scope.Now;
        var versions = new SlotVersion[marks.Length];
        _changed.Clear();
        for (var i = 0; i < versions.Length; i++) versions[i] = Renew(file, marks.Span[i], now);
        Answer = versions;
    }

    public override void Committed()
    {
        foreach (var mark in _changed) scope.Waiters.Wake(mark);
        base.Committed();
    }

    private SlotVersion Renew(FileConnection file, Slot mark, long now)
    {
        var row = SlotRow.Find(file, mark, ReadDepth.VersionOnly, now);
        if (renewal == Renewal.IfAbsent && row.State == SlotState.Held) return row.Version;

        var version = fresh.Next();
        row.Put(file, mark, SlotWrite.Entry(version, default, null), now);
        scope.Tell(file, mark, now);
        _changed.Add(mark);
        return version;
    }
}
