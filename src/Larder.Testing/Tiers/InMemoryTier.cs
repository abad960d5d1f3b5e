using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>One process's end of an <see cref="InMemoryTierServer"/>: the model of the contract, as strict as the contract allows.</summary>
public sealed class InMemoryTier : ISharedTier
{
    private readonly InMemoryTierServer _server;
    private bool _closed;

    internal InMemoryTier(InMemoryTierServer server, IChangeSink sink)
    {
        _server = server;
        Changes = new(server, sink);
        Records = new InMemoryRecords(server, this);
    }

    /// <inheritdoc/>
    public TierTraits Traits => _server.Traits;

    /// <summary>The changes on their way to this instance.</summary>
    public ChangeStream Changes { get; }

    /// <summary>What this instance asked of the server.</summary>
    public CallCounts Calls { get; } = new();

    /// <summary>The records of this instance.</summary>
    public ISharedRecords Records { get; }

    private SlotTable Table => _server.Table;

    /// <inheritdoc/>
    public ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Read, cancellationToken);
            for (var i = 0; i < slots.Length; i++)
            {
                Changes.Observe(slots.Span[i]);
                answers.Span[i] = Answer(Table.Find(slots.Span[i]), depth);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Lease, cancellationToken);
            if (Table.Find(slot) is { } held)
                Changes.Observe(slot);
            else
                Put(slot, SlotWrite.Placeholder(lease, leaseFor));

            return new(Answer(Table.Find(slot), ReadDepth.Whole));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        if (expected.IsNone) throw new ArgumentException("The version of nothing names no state that could be replaced.", nameof(expected));
        lock (_server.Gate)
        {
            Begin(TierVerb.Replace, cancellationToken);
            var held = Table.Find(slot);
            if (held is not null && held.Version == expected)
                return new(Put(slot, write));

            // A second run of the same call: what it was to write is there.
            var isDone = write.State == SlotState.Absent ? held is null : held is not null && held.Version == write.Version;
            if (isDone) Changes.Observe(slot);
            return new(new Replacement(isDone ? ReplaceOutcome.Done : ReplaceOutcome.Changed, Changes.Watch.Ticket()));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Write, cancellationToken);
            return new(Put(slot, write));
        }
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task changed;
        TimeSpan longest;
        lock (_server.Gate)
        {
            Begin(TierVerb.Wait, cancellationToken);
            var held = Table.Find(slot);
            if ((held?.Version ?? SlotVersion.None) != seen) return;

            longest = Soonest(atMost, Remaining(held));
            changed = Table.NextChange(slot);
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(longest, _server.Clock, timer.Token)).ConfigureAwait(false);
        await timer.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Remove, cancellationToken);
            var removed = 0;
            foreach (var slot in slots.Span)
                removed += TryRemove(slot) ? 1 : 0;
            return new(removed);
        }
    }

    /// <inheritdoc/>
    public ValueTask RenewAsync(
        ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Renew, cancellationToken);
            for (var i = 0; i < marks.Length; i++)
            {
                var mark = marks.Span[i];
                if (renewal == Renewal.Always || Table.Find(mark) is not { State: SlotState.Held })
                    _server.Change(mark, new(SlotState.Held, _server.Versions.Next(), [], null), this);
                versions.Span[i] = Table.Find(mark)!.Version;
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Scan, cancellationToken);
            var (names, next) = NamesAfter(resumeAt, about);
            Glob glob = new(pattern);
            return new(new ScanPage([.. names.Where(name => glob.Matches(name) && IsListed(name))], next, names.Length));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken)
    {
        lock (_server.Gate)
        {
            Begin(TierVerb.Sweep, cancellationToken);
            var (names, next) = NamesAfter(resumeAt, about: 100);
            Glob glob = new(pattern);
            var freed = names.Count(name => glob.Matches(name) && StateOf(name) == SlotState.Held && TryRemove(EntryNamed(name)));
            return new(new SweepStep(names.Length, freed, next));
        }
    }

    /// <summary>Ends the connection: waits end, further calls throw.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_server.Gate)
        {
            _closed = true;
            _server.Close(this);
            return ValueTask.CompletedTask;
        }
    }

    private static Slot EntryNamed(string name) => new(SlotKind.Entry, name);

    internal void Begin(TierVerb verb, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(verb);
        _server.ThrowIfDown();
    }

    /// <summary>Writes for this instance, which from then on hears of the next change.</summary>
    private Replacement Put(Slot slot, SlotWrite write)
    {
        var (bytes, most) = (write.Body.Length, Traits.MaxBodyBytes);
        if (bytes > most) throw new TierException(TierFailure.Refused, $"A body of {bytes} bytes is more than the {most} that this tier takes.");

        var hasVersion = !write.Version.IsNone;
        if (write.State == SlotState.Foreign || hasVersion == (write.State == SlotState.Absent))
            throw new ArgumentException("A state that is stored has a version, nothing has none, and nobody writes what is foreign.", nameof(write));

        _server.Change(
            slot,
            hasVersion ? new(write.State, write.Version, write.Body.ToArray(), Table.Now + write.Expiration) : null,
            this);
        if (write.State == SlotState.Held) Changes.Observe(slot);
        return new(ReplaceOutcome.Done, Changes.Watch.Ticket());
    }

    private bool TryRemove(Slot slot)
    {
        if (Table.Find(slot) is null) return false;
        _server.Change(slot, null, this);
        return true;
    }

    private SlotRead Answer(StoredState? held, ReadDepth depth)
    {
        var body = held is null || depth == ReadDepth.VersionOnly ? [] : held.Body.ToArray();
        return new(held?.State ?? SlotState.Absent, held?.Version ?? SlotVersion.None, body, Remaining(held), Changes.Watch.Ticket());
    }

    private TimeSpan? Remaining(StoredState? held) => held?.EndsAt - Table.Now;

    // No timer takes an unbounded time; early is allowed.
    private static TimeSpan Soonest(TimeSpan atMost, TimeSpan? remaining) => new[]
    {
        TimeSpan.FromDays(1), atMost == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : atMost, remaining ?? TimeSpan.MaxValue,
    }.Min();

    private SlotState StateOf(string name) => Table.Find(EntryNamed(name))?.State ?? SlotState.Absent;

    private bool IsListed(string name) => StateOf(name) is SlotState.Held or SlotState.Leased;

    private (string[] Names, string? Next) NamesAfter(string? resumeAt, int about)
    {
        var rest = Table.Slots
            .Where(slot => slot.Kind == SlotKind.Entry && string.CompareOrdinal(slot.Name, resumeAt) > 0)
            .Select(slot => slot.Name).Order(StringComparer.Ordinal).ToArray();
        var page = rest.Take(Math.Max(1, about)).ToArray();
        return (page, page.Length < rest.Length ? page[^1] : null);
    }
}
