using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>One row of the table <c>slots</c>, as it was read.</summary>
/// <param name="Id">Its row id; zero when there is no row.</param>
/// <param name="State">What it holds. An expired row is there, but holds nothing.</param>
/// <param name="Version">The identity of that state.</param>
/// <param name="ExpiresAt">When it expires, in Unix milliseconds.</param>
/// <param name="UsedAt">When it was last known to be used, in Unix milliseconds.</param>
/// <param name="Body">The bytes, if they were asked for.</param>
internal readonly record struct SlotRow(long Id, SlotState State, SlotVersion Version, long? ExpiresAt, long UsedAt, byte[] Body)
{
    private const string Columns = "SELECT id, state, version, expires_at, used_at";
    private const string WholeRow = Columns + ", body FROM slots WHERE kind = ?1 AND name = ?2";
    private const string RowWithoutBody = Columns + " FROM slots WHERE kind = ?1 AND name = ?2";

    private static readonly SlotRow None = new(0, SlotState.Absent, SlotVersion.None, null, 0, []);

    /// <summary>Finds what a slot holds at this moment.</summary>
    public static SlotRow Find(FileConnection file, Slot slot, ReadDepth depth, long now)
    {
        using var row = file.Prepare(depth == ReadDepth.Whole ? WholeRow : RowWithoutBody);
        row.Bind(1, (int)slot.Kind).Bind(2, slot.Name);
        if (!row.Step()) return None;

        var id = row.Number(0);
        long? expiresAt = row.IsNull(3) ? null : row.Number(3);
        if (expiresAt <= now) return None with { Id = id };

        var state = (SlotState)row.Number(1);
        var version = row.Bytes(2);
        if (state is not (SlotState.Held or SlotState.Leased) || version.Length != SlotVersion.Size)
            return None with { Id = id, State = SlotState.Foreign };

        var body = depth == ReadDepth.Whole ? row.Bytes(5).ToArray() : [];
        return new SlotRow(id, state, SlotVersion.Read(row.Bytes(2)), expiresAt, row.Number(4), body);
    }

    /// <summary>The answer to the caller.</summary>
    public SlotRead ToRead(long now, InstallTicket ticket) =>
        new(State, Version, Body, ExpiresAt is { } at ? TimeSpan.FromMilliseconds(at - now) : null, ticket);

    /// <summary>Puts a new state in the place of this row.</summary>
    public void Put(FileConnection file, Slot slot, SlotWrite write, long now)
    {
        if (write.State == SlotState.Absent)
        {
            Delete(file);
            return;
        }

        using var command = file.Prepare(Id == 0
            ? "INSERT INTO slots (state, version, expires_at, used_at, body, kind, name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            : "UPDATE slots SET state = ?1, version = ?2, expires_at = ?3, used_at = ?4, body = ?5 WHERE id = ?6");
        command.Bind(1, (int)write.State).Bind(2, write.Version).Bind(3, ExpiryOf(write, now)).Bind(4, now).Bind(5, write.Body.Span);
        if (Id == 0) command.Bind(6, (int)slot.Kind).Bind(7, slot.Name);
        else command.Bind(6, Id);
        command.Run();
    }

    /// <summary>Deletes the row, if there is one.</summary>
    public void Delete(FileConnection file)
    {
        if (Id == 0) return;
        using var command = file.Prepare("DELETE FROM slots WHERE id = ?1");
        command.Bind(1, Id).Run();
    }

    // What lives shorter than a millisecond lives one: zero would be over before it began.
    private static long? ExpiryOf(SlotWrite write, long now) =>
        write.Expiration is { } time ? now + Math.Max(1, (long)Math.Min(time.TotalMilliseconds, long.MaxValue / 4)) : null;
}
