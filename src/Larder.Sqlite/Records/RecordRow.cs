using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Records;

/// <summary>A row of the table <c>slots</c>, read as a record.</summary>
internal static class RecordRow
{
    /// <summary>The largest body that the file takes of a record.</summary>
    private const int MostBytes = 16 << 20;

    public static RecordRead ToRecord(this SlotRow row, long now, InstallTicket ticket)
    {
        var read = row.ToRead(now, ticket);
        if (read.State != SlotState.Held) return new(read.State, read.Version, RecordContent.Empty, read.Remaining, ticket);
        return RecordBody.TryRead(read.Body, out var content)
            ? new(SlotState.Held, read.Version, content, read.Remaining, ticket)
            : new(SlotState.Foreign, SlotVersion.None, RecordContent.Empty, read.Remaining, ticket);
    }

    /// <summary>How to put a record into the row; null when it is too large for the file.</summary>
    public static SlotWrite? WriteOf(SlotVersion version, RecordContent content, TimeSpan? expiration)
    {
        var body = RecordBody.Write(content);
        return body.Length <= MostBytes ? SlotWrite.Entry(version, body, expiration) : null;
    }

    /// <summary>A record as it was just written.</summary>
    public static RecordAnswer Done(SlotVersion version, RecordContent content, TimeSpan? remaining, InstallTicket ticket) =>
        new(ReplaceOutcome.Done, new RecordRead(SlotState.Held, version, content, remaining, ticket));
}
