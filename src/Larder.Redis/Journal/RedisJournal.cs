using System.Globalization;
using System.Text;
using Larder.Journal;
using Larder.Redis.Tiers;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Journal;

/// <summary>
/// The journal in Redis: a stream a shard, beside it the index of what is pending, and the entries' own slots. Everything that must be one step is a
/// script, and a shard is in one slot of a cluster.
/// </summary>
internal sealed class RedisJournal(RespClient client, JournalSettings settings, JournalSurroundings from) : IWriteJournal
{
    private const int MostLetters = 1_000;
    private const int AtOnce = 1_000;

    private readonly ServerCheck _check = new(client, settings, from.Notes);
    private readonly ShardReads _reads = new(client, settings.Prefix, from.CommandTimeout, from.Time);
    private readonly ReplicaWait _replicas = new(client, settings.Durability.Replicas, from);
    private volatile bool _isOpen;

    public string Name => "redis";

    public ValueTask OpenAsync(CancellationToken cancellationToken) => _isOpen ? default : new(CheckAsync(cancellationToken));

    public async ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        try
        {
            return await _replicas.ConfirmAsync(append.Slot.Name, CallOf(append), cancellationToken).ConfigureAwait(false);
        }
        catch (RespServerException full) when (RedisFailures.KindOf(full) == TierFailure.Full)
        {
            return new JournalReceipt(AppendOutcome.Full, 0, 0);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<IReadOnlyList<JournalRecord?>> FindPendingAsync(IReadOnlyList<PendingName> names, CancellationToken cancellationToken)
    {
        var found = new JournalRecord?[names.Count];
        var shards = Enumerable.Range(0, names.Count).GroupBy(i => names[i].Shard);
        await Task.WhenAll(shards.SelectMany(static places => places.Chunk(AtOnce)).Select(FindAsync)).ConfigureAwait(false);
        return found;

        async Task FindAsync(int[] places)
        {
            var keys = KeysOf(names[places[0]].Shard);
            var call = new ScriptCall([keys.Stream, keys.Index], [.. places.Select(place => Bytes(names[place].Name))]);
            var answer = await RunAsync(JournalScripts.Find, call, Replies.Value, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < places.Length; i++) found[places[i]] = i < answer.Items.Count ? RecordAnswer.ReadOne(answer.Items[i]) : null;
        }
    }

    public async ValueTask<ClaimOutcome> ClaimAsync(int shard, string owner, TimeSpan ownFor, CancellationToken cancellationToken)
    {
        var call = new ScriptCall([KeysOf(shard).Owner, KeysOf(shard).Stream], Bytes(owner), Bytes((long)ownFor.TotalMilliseconds), Bytes(JournalKeys.Group));
        return await RunAsync(JournalScripts.Claim, call, Replies.Integer, cancellationToken).ConfigureAwait(false) switch
        {
            0 => ClaimOutcome.Refused,
            1 => ClaimOutcome.Granted,
            _ => ClaimOutcome.GrantedNew,
        };
    }

    public async ValueTask ReleaseAsync(int shard, string owner, CancellationToken cancellationToken) =>
        await RunAsync(JournalScripts.Release, new ScriptCall([KeysOf(shard).Owner], Bytes(owner)), Replies.Integer, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.ReadAsync(read, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask AcknowledgeAsync(int shard, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        var keys = KeysOf(shard);
        foreach (var some in records.Chunk(AtOnce))
        {
            var slots = some.Where(static one => one.Origin == RecordOrigin.Replayed && one.Name.Length > 0).Select(static one => one.Name);
            var call = new ScriptCall(
                [keys.Stream, keys.Index, .. slots], [Bytes(JournalKeys.Group), .. some.SelectMany(static one => new[] { Bytes(one.Id), Bytes(one.Name) })]);
            await RunAsync(JournalScripts.Acknowledge, call, Replies.Integer, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask BuryAsync(int shard, JournalRecord record, string reason, CancellationToken cancellationToken)
    {
        var keys = KeysOf(shard);
        string[] slot = record.Name.Length > 0 ? [record.Name] : [];
        var call = new ScriptCall(
            [keys.Stream, keys.Index, keys.Dead, .. slot],
            Bytes(JournalKeys.Group), Bytes(record.Id), Bytes(record.Name), Bytes(reason), Bytes(record.Version));
        await RunAsync(JournalScripts.Bury, call, Replies.Integer, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<DeadLetter>> ListDeadAsync(int shard, string? after, int atMost, CancellationToken cancellationToken)
    {
        var command = new Command("XRANGE").Key(KeysOf(shard).Dead).Arg(after is null ? "-" : "(" + after).Arg("+").Arg("COUNT").Arg(Math.Clamp(atMost, 1, MostLetters));
        var answer = await ExecuteAsync(command, Replies.Value, cancellationToken).ConfigureAwait(false);
        return [.. answer.Items.Select(entry => RecordAnswer.ReadDead(shard, entry))];
    }

    public async ValueTask<bool> ReplayAsync(int shard, string id, CancellationToken cancellationToken)
    {
        var keys = KeysOf(shard);
        var call = new ScriptCall([keys.Stream, keys.Index, keys.Dead], Bytes(0), Bytes(0), Bytes(id));
        return await RunAsync(JournalScripts.Replay, call, Replies.IsOne, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> DropAsync(int shard, string id, CancellationToken cancellationToken) =>
        await ExecuteAsync(new Command("XDEL").Key(KeysOf(shard).Dead).Arg(id), Replies.IsOne, cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> ReserveAsync(int shard, long above, CancellationToken cancellationToken)
    {
        var floor = StreamId.OfVersion(above);
        var call = new ScriptCall([KeysOf(shard).Stream], Bytes(floor.Milliseconds), Bytes(floor.Number));
        return StreamId.Parse(await RunAsync(JournalScripts.Reserve, call, Replies.Text, cancellationToken).ConfigureAwait(false) ?? "0-0").Version;
    }

    public async ValueTask SettleAsync(int shard, Slot slot, long version, CancellationToken cancellationToken)
    {
        var call = new ScriptCall([KeysOf(shard).Index, SlotKey.Of(slot)], Bytes(slot.Name), Bytes(StreamId.OfVersion(version).ToString()));
        await RunAsync(JournalScripts.Settle, call, Replies.Integer, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<JournalSize> MeasureAsync(int shard, CancellationToken cancellationToken)
    {
        var keys = KeysOf(shard);
        var records = ExecuteAsync(new Command("XLEN").Key(keys.Stream), Replies.Integer, cancellationToken);
        var bytes = ExecuteAsync(new Command("HGET").Key(keys.Index).Arg(JournalKeys.BytesField), Replies.Text, cancellationToken);
        var dead = ExecuteAsync(new Command("XLEN").Key(keys.Dead), Replies.Integer, cancellationToken);
        await Task.WhenAll(records, bytes, dead).ConfigureAwait(false);
        return new JournalSize(
            await records.ConfigureAwait(false),
            long.Parse(await bytes.ConfigureAwait(false) ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            await dead.ConfigureAwait(false));
    }

    public ValueTask DisposeAsync() => default;

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.WaitAsync(cancellationToken).AsTask().WaitAsync(from.FirstConnectionWithin, from.Time, cancellationToken).ConfigureAwait(false);
            await _check.RunAsync(cancellationToken).ConfigureAwait(false);
            _isOpen = true;
        }
        catch (TimeoutException)
        {
            throw new TierException(TierFailure.Unreachable, "Redis has not answered yet.");
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    // The slot's body is usually the end of the record's: it goes over the wire once.
    private ScriptCall CallOf(JournalAppend append)
    {
        var keys = KeysOf(append.Shard);
        var floor = StreamId.OfVersion(append.Above);
        var write = append.Write;
        var isTail = write.Body.Length > 0 && append.Body.Span.EndsWith(write.Body.Span);
        var head = write.State == SlotState.Held ? new SlotHead(SlotState.Held, write.Version, EndsAt: 0).With([])[..^sizeof(long)] : [];
        return new ScriptCall(
            [keys.Stream, keys.Index, SlotKey.Of(append.Slot)],
            Bytes(floor.Milliseconds), Bytes(floor.Number), Bytes(settings.MostRecords), Bytes(settings.MostBytes), Bytes(append.Slot.Name), append.Body, head,
            isTail ? default : write.Body, Bytes(isTail ? write.Body.Length : 0),
            write.Expiration is { } span ? Bytes(Math.Max(1, (long)span.TotalMilliseconds)) : default);
    }

    private JournalKeys KeysOf(int shard) => new(settings.Prefix, shard);

    private async Task<T> RunAsync<T>(RespScript script, ScriptCall call, Reply<T> reply, CancellationToken cancellationToken)
    {
        try
        {
            return await client.EvaluateAsync(script, call, reply, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    private async Task<T> ExecuteAsync<T>(Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ExecuteAsync(command, reply, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static ReadOnlyMemory<byte> Bytes(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
