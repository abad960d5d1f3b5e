using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Reads over the tracked connection, which the server follows from then on; and peeks, which it does not. Several slots are one MGET, in a cluster one
/// GET each, all sent before the first answer.
/// </summary>
internal sealed class SlotReads(RedisScope scope, ReadSpread spread, ForeignValues foreign)
{
    private static readonly Command Get = new("GET");
    private static readonly Command GetHead = new("GETRANGE");
    private static readonly Command GetTogether = new("MGET");

    private readonly ForeignSights _sights = new();

    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        if (slots.Length == 0) return;
        if (slots.Length == 1)
        {
            var answer = await ReadAsync(slots.Span[0], depth, cancellationToken).ConfigureAwait(false);
            answers.Span[0] = answer;
        }
        else if (spread == ReadSpread.OneCommand && depth == ReadDepth.Whole)
        {
            await ReadTogetherAsync(slots, answers, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await EachAsync(slots, answers, slot => ReadAsync(slot, depth, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one slot; what fails is told in the words of tiers.</summary>
    public async ValueTask<SlotRead> ReadAsync(Slot slot, ReadDepth depth, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        try
        {
            if (depth == ReadDepth.Whole && _sights.WasForeign(key)) return await ReadWithEndAsync(key, cancellationToken).ConfigureAwait(false);
            var (value, ticket) = await scope.ReadAsync(CommandFor(key, depth), key, Replies.Bytes, cancellationToken).ConfigureAwait(false);
            return TryInterpret(key, value, ticket, out var read) ? read : await InterpretAsync(key, value!, ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            return OfFailure(failure);
        }
    }

    /// <summary>Reads one slot for a caller that keeps nothing, over the client's own connection: the server need not remember who read it.</summary>
    public ValueTask<SlotRead> PeekAsync(Slot slot, CancellationToken cancellationToken)
    {
        var key = SlotKey.Of(slot);
        return foreign == ForeignValues.Ignore && scope.FreshTimeOf(key) is { } time
            ? new PeekAnswer(this, time, scope.Client.ExecuteAsync(Get.Key(key), Replies.Bytes, cancellationToken)).Task
            : PeekAndAskAsync(key, cancellationToken);
    }

    /// <summary>What was read, where it takes no further question: the clock is known, and what others wrote is not looked into.</summary>
    public SlotRead Interpret(byte[]? value, ServerTime time)
    {
        if (value is null or []) return new SlotRead(SlotState.Absent, SlotVersion.None, default, null, scope.NoTicket);
        return SlotHead.TryRead(value, out var head)
            ? Held(head, value, scope.NoTicket, head.EndsAt == 0 ? null : time)
            : new SlotRead(SlotState.Foreign, SlotVersion.None, value, null, scope.NoTicket);
    }

    /// <summary>What a failed read says: of a key of another type, that it is foreign.</summary>
    /// <exception cref="TierException">It says nothing of the slot.</exception>
    public SlotRead OfFailure(RespException failure) => failure is RespServerException { Code: "WRONGTYPE" }
        ? new SlotRead(SlotState.Foreign, SlotVersion.None, default, null, scope.NoTicket)
        : throw failure.ToTier();

    private async ValueTask<SlotRead> PeekAndAskAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var asking = scope.DueClockOf(key) is { } due ? scope.AskTimeAsync(key, due, cancellationToken) : null;
            var value = await scope.Client.ExecuteAsync(Get.Key(key), Replies.Bytes, cancellationToken).ConfigureAwait(false);
            if (asking is not null) await asking.ConfigureAwait(false);
            return TryInterpret(key, value, scope.NoTicket, out var read) ? read : await InterpretAsync(key, value!, scope.NoTicket, cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            return OfFailure(failure);
        }
    }

    /// <summary>The same for many, in as few round trips as <see cref="ReadAsync(ReadOnlyMemory{Slot},Memory{SlotRead},ReadDepth,CancellationToken)"/>.</summary>
    public async ValueTask PeekAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        if (slots.Length == 0) return;
        if (spread == ReadSpread.OneEach)
        {
            await EachAsync(slots, answers, slot => PeekAsync(slot, cancellationToken)).ConfigureAwait(false);
            return;
        }

        var (command, keys) = Together(slots.Span);
        var asking = scope.DueClockOf(keys[0]) is { } due ? scope.AskTimeAsync(keys[0], due, cancellationToken) : Task.CompletedTask;
        var values = await scope.Client.ExecuteAsync(command, Replies.BytesList, cancellationToken).ConfigureAwait(false);
        await asking.ConfigureAwait(false);
        await InterpretAsync(keys, new Answer<byte[]?[]>(values, scope.NoTicket), answers, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask EachAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, Func<Slot, ValueTask<SlotRead>> read)
    {
        var reads = new Task<SlotRead>[slots.Length];
        for (var i = 0; i < reads.Length; i++) reads[i] = read(slots.Span[i]).AsTask();
        var done = await Task.WhenAll(reads).ConfigureAwait(false);
        done.CopyTo(answers);
    }

    private async ValueTask ReadTogetherAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        var (command, keys) = Together(slots.Span);
        var answer = await scope.ReadAsync(command, keys[0], Replies.BytesList, cancellationToken).ConfigureAwait(false);
        await InterpretAsync(keys, answer, answers, cancellationToken).ConfigureAwait(false);
    }

    // To MGET a key of another type is no key at all: whoever leases it is told, and leaves it alone.
    private static (Command Command, string[] Keys) Together(ReadOnlySpan<Slot> slots)
    {
        var command = GetTogether;
        var keys = new string[slots.Length];
        for (var i = 0; i < keys.Length; i++) command = command.Key(keys[i] = SlotKey.Of(slots[i]));
        return (command, keys);
    }

    private async ValueTask InterpretAsync(string[] keys, Answer<byte[]?[]> answer, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        List<(int At, Task<SlotRead> Reading)>? late = null;
        for (var i = 0; i < keys.Length; i++)
        {
            if (TryInterpret(keys[i], answer.Value[i], answer.Ticket, out answers.Span[i])) continue;
            (late ??= []).Add((i, InterpretAsync(keys[i], answer.Value[i]!, answer.Ticket, cancellationToken).AsTask()));
        }

        if (late is null) return;
        var done = await Task.WhenAll(late.Select(static one => one.Reading)).ConfigureAwait(false);
        for (var i = 0; i < done.Length; i++) answers.Span[late[i].At] = done[i];
    }

    /// <summary>What was read, unless the server must be asked for more to tell.</summary>
    private bool TryInterpret(string key, byte[]? value, InstallTicket ticket, out SlotRead read)
    {
        // GETRANGE has no null: nothing there reads as no bytes.
        read = new SlotRead(SlotState.Absent, SlotVersion.None, default, null, ticket);
        if (value is null or []) return true;
        if (!SlotHead.TryRead(value, out var head))
        {
            read = read with { State = SlotState.Foreign, Body = value };
            return foreign == ForeignValues.Ignore;
        }

        var time = head.EndsAt == 0 ? null : scope.KnownTimeOf(key);
        if (head.EndsAt != 0 && time is null) return false;
        read = Held(head, value, ticket, time);
        return true;
    }

    private async ValueTask<SlotRead> InterpretAsync(string key, byte[] value, InstallTicket ticket, CancellationToken cancellationToken) =>
        SlotHead.TryRead(value, out var head)
            ? Held(head, value, ticket, await scope.TimeAsync(key, cancellationToken).ConfigureAwait(false))
            : await ForeignAsync(key, value, ticket, cancellationToken).ConfigureAwait(false);

    // It was there, so some of its time was left, whatever our reckoning says.
    private SlotRead Held(in SlotHead head, byte[] value, InstallTicket ticket, ServerTime? time) => new(
        head.State, head.Version, value.AsMemory(SlotHead.Size),
        time is null ? null : TimeSpan.FromMilliseconds(Math.Max(1, head.EndsAt - time.Latest(scope.Clock.Now))), ticket);

    // Its author may have given it an end, which only the server knows. A change between the two answers refuses the ticket of the first.
    private async ValueTask<SlotRead> ForeignAsync(string key, byte[] value, InstallTicket ticket, CancellationToken cancellationToken)
    {
        _sights.NoteForeign(key);
        var left = await EndOfAsync(key, cancellationToken).ConfigureAwait(false);
        return Foreign(value, left.Value, ticket);
    }

    /// <summary>The same in one round trip, where a foreign value is to be expected.</summary>
    private async ValueTask<SlotRead> ReadWithEndAsync(string key, CancellationToken cancellationToken)
    {
        var reading = scope.ReadAsync(Get.Key(key), key, Replies.Bytes, cancellationToken).AsTask();
        var ending = EndOfAsync(key, cancellationToken).AsTask();
        await Task.WhenAll(reading, ending).ConfigureAwait(false);
        var (value, ticket) = await reading.ConfigureAwait(false);
        if (value is { Length: > 0 } && !SlotHead.TryRead(value, out _)) return Foreign(value, (await ending.ConfigureAwait(false)).Value, ticket);
        _sights.NoteOwn(key);
        return TryInterpret(key, value, ticket, out var read) ? read : await InterpretAsync(key, value!, ticket, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<Answer<long>> EndOfAsync(string key, CancellationToken cancellationToken) =>
        scope.ReadAsync(new Command("PTTL").Key(key), key, Replies.Integer, cancellationToken);

    private static SlotRead Foreign(byte[] value, long left, InstallTicket ticket) =>
        new(SlotState.Foreign, SlotVersion.None, value, left >= 0 ? TimeSpan.FromMilliseconds(left) : null, ticket);

    private static Command CommandFor(string key, ReadDepth depth) => depth == ReadDepth.Whole
        ? Get.Key(key)
        : GetHead.Key(key).Arg(0).Arg(SlotHead.Size - 1);
}
