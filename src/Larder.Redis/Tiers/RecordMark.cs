using System.Buffers.Text;
using System.Text;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// The field of a hash by which a record of ours is known: which state it is, and its version. No property of an entity makes such a name.
/// docs/formats.md has the layout.
/// </summary>
internal static class RecordMark
{
    public const string Field = "@v";

    /// <summary>Where the end stands, in Unix milliseconds by the server's clock; the same moment that Redis was told.</summary>
    public const string End = "@e";

    public const char Placeholder = 'P';

    public const char Record = 'V';

    private const int Length = 1 + (SlotVersion.Size * 2);

    public static string Of(SlotVersion version) => version.ToString();

    /// <summary>False for anything that this tier did not write.</summary>
    public static bool TryRead(ReadOnlySpan<byte> mark, out SlotState state, out SlotVersion version)
    {
        (state, version) = (SlotState.Foreign, SlotVersion.None);
        if (mark.Length != Length || (char)mark[0] is not (Placeholder or Record)) return false;
        var bytes = new byte[SlotVersion.Size];
        if (Convert.FromHexString(Encoding.ASCII.GetString(mark[1..]), bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        version = SlotVersion.Read(bytes);
        state = mark[0] == Placeholder ? SlotState.Leased : SlotState.Held;
        return !version.IsNone;
    }

    /// <summary>Whether a key that is no string holds a record of ours.</summary>
    public static async ValueTask<bool> IsAtAsync(RespClient client, string key, CancellationToken cancellationToken)
    {
        try
        {
            return TryRead(await client.HashGetAsync(key, Field, cancellationToken).ConfigureAwait(false), out _, out _);
        }
        catch (RespServerException other) when (IsNone(other))
        {
            return false;
        }
    }

    /// <summary>State and version of a record; foreign for anything else. The server follows the key from then on.</summary>
    public static async ValueTask<SlotRead> ReadAsync(RedisScope scope, Slot slot, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        try
        {
            var answer = await scope.ReadAsync(new Command("HMGET").Key(key).Arg(Field).Arg(End), key, Replies.BytesList, cancellationToken).ConfigureAwait(false);
            if (!TryRead(answer.Value[0], out var state, out var version)) return new SlotRead(SlotState.Foreign, SlotVersion.None, default, null, answer.Ticket);
            if (!TryReadEnd(answer.Value[1], out var endsAt) || endsAt == 0) return new SlotRead(state, version, default, null, answer.Ticket);
            var time = await scope.TimeAsync(key, cancellationToken).ConfigureAwait(false);
            return new SlotRead(state, version, default, TimeSpan.FromMilliseconds(Math.Max(1, endsAt - time.Latest(scope.Clock.Now))), answer.Ticket);
        }
        catch (RespServerException other) when (IsNone(other))
        {
            return new SlotRead(SlotState.Foreign, SlotVersion.None, default, null, scope.NoTicket);
        }
    }

    /// <summary>The end; zero for a record without one. False for what is none.</summary>
    public static bool TryReadEnd(ReadOnlySpan<byte> text, out long endsAt)
    {
        endsAt = 0;
        return text.IsEmpty || (Utf8Parser.TryParse(text, out endsAt, out var used) && used == text.Length && endsAt >= 0);
    }

    // Who has no records need not be allowed to read hashes.
    private static bool IsNone(RespServerException refused) => refused.Code is "WRONGTYPE" or "NOPERM";
}
