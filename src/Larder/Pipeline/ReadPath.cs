using System.Diagnostics.CodeAnalysis;
using Larder.Diagnostics;
using Larder.Entries;
using Larder.Loading;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>Memory, flight, shared tier, lease, loader: in that order.</summary>
internal sealed class ReadPath(CacheParts parts, MarkBook book, SharedPath? shared, LoadPath loads, Landing landing)
{
    /// <summary>How often a value is loaded anew because the copy for this caller can't be read; then he gets the serializer's failure.</summary>
    private const int MostUnreadable = 5;

    private readonly HitPath _hits = new(parts);

    /// <inheritdoc cref="HitPath.TryHit"/>
    public bool TryHit<T>(string key, [NotNullWhen(true)] out Entry<T>? entry, [MaybeNullWhen(false)] out T value) =>
        _hits.TryHit(key, out entry, out value);

    /// <inheritdoc cref="HitPath.TryTake"/>
    public bool TryTake<T>(string key, Entry<T> entry, [MaybeNullWhen(false)] out T value) => _hits.TryTake(key, entry, out value);

    /// <summary>The value, from wherever it is. Callers of one key share one flight.</summary>
    public ValueTask<T> ReadAsync<TState, T>(LoadCall<TState, T> call, CancellationToken cancellationToken) => call.Policy.Uses(CacheTiers.Load)
        ? ReadAsync(call, static (_, value) => value, cancellationToken)
        : LookOnlyAsync<T>(call.Key, call.Policy, cancellationToken);

    /// <summary>The same for one id of many, which may not exist.</summary>
    public async ValueTask<(bool Exists, T Value)> ReadOneAsync<TState, T>(LoadCall<TState, T> call, CancellationToken cancellationToken)
    {
        if (call.Policy.Uses(CacheTiers.Load))
            return await ReadAsync(call, static (outcome, value) => (!outcome.Entry.Origin.IsNull, value), cancellationToken).ConfigureAwait(false);
        var found = await LookAsync<T>(call.Key, call.Policy, cancellationToken).ConfigureAwait(false);
        return found is { } entry ? (true, entry.Value) : default;
    }

    private async ValueTask<TAnswer> ReadAsync<TState, T, TAnswer>(
        LoadCall<TState, T> call, Func<LoadOutcome<T>, T, TAnswer> answer, CancellationToken cancellationToken)
    {
        var startedAt = parts.Clock.Time.GetTimestamp();
        for (var unreadable = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var joinedAt = parts.Stripes.Position;
            var flight = parts.Flights.Join<T>(call.Key, call.Policy.Tiers, call.Policy.Tags, out var begun);
            if (begun) CleanContext.Run(static plan => plan.Fly(), new FlightPlan<TState, T>(this, flight, call));
            else parts.Events.Waited();

            var outcome = await WaitAsync(flight, call.Policy, startedAt, cancellationToken).ConfigureAwait(false);

            // A removal overlapped the load. Who began before it may have the value; for who came after it, it would be the old one.
            if (!begun && outcome.IsTooOldFor(joinedAt, parts.Fences)) continue;
            if (outcome.IsPrivate) CurrentLoad.KeepPrivate();

            if (!TryTake(call.Key, outcome.Entry, out var value))
            {
                if (++unreadable < MostUnreadable) continue;
                value = outcome.Entry.Value;
            }

            Record(call.Key, outcome, parts.Clock.Time.GetElapsedTime(startedAt));
            return answer(outcome, value);
        }
    }

    /// <summary>A read that fails, or whose caller leaves, is a miss too.</summary>
    private async ValueTask<LoadOutcome<T>> WaitAsync<T>(Flight<T> flight, EntryPolicy policy, long startedAt, CancellationToken cancellationToken)
    {
        try
        {
            return policy.SoftTimeout is { } patience
                ? await flight.WaitAsync(patience, parts.Clock.Time, cancellationToken).ConfigureAwait(false)
                : await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Missed(flight.Key, flight.Reason, startedAt);
            throw;
        }
    }

    /// <summary>A look that loads nothing; counted as a hit or a miss.</summary>
    public async ValueTask<Entry<T>?> LookAsync<T>(string key, EntryPolicy policy, CancellationToken cancellationToken)
    {
        var startedAt = parts.Clock.Time.GetTimestamp();
        var held = HeldOf<T>(key, out var reason);
        if (shared is null || !policy.Uses(CacheTiers.ReadShared))
        {
            Missed(key, reason == MissReason.None ? MissReason.Bypassed : reason, startedAt);
            return null;
        }

        var found = await shared.FindAsync(new Search<T>(key, policy, held, FindAim.Look), cancellationToken).ConfigureAwait(false);
        if (found.Good is not { HasValue: true } good)
        {
            Missed(key, Better(found.Reason, reason), startedAt);
            return null;
        }

        if (policy.Uses(CacheTiers.WriteMemory)) parts.Memory.Install(key, Limited(good, policy), found.Ticket);
        Record(key, new LoadOutcome<T>(good, ReadSource.Shared, MissReason.None, found.Ticket), parts.Clock.Time.GetElapsedTime(startedAt));
        return good;
    }

    /// <summary>Whether a fresh value is in a tier, of whatever type.</summary>
    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        if (parts.Memory.TryFind(key, out var entry) && entry.StandingAt(key, parts.Clock.Now, parts.BoundMs) is Standing.Good or Standing.Behind) return true;
        return shared is not null && await shared.ExistsAsync(key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whatever happens, the flight lands: who waits for it gets an outcome or the failure.</summary>
    public async Task FlyAsync<TState, T>(Flight<T> flight, LoadCall<TState, T> call)
    {
        try
        {
            landing.Land(flight, await ReadThroughAsync(flight, call).ConfigureAwait(false));
        }
        catch (Exception error)
        {
            landing.Fail(flight, error);
        }
    }

    private async ValueTask<LoadOutcome<T>> ReadThroughAsync<TState, T>(Flight<T> flight, LoadCall<TState, T> call)
    {
        var ticket = parts.Local.Ticket();
        var held = HeldOf<T>(call.Key, out var reason);
        if (held is { HasValue: true } && reason == MissReason.None && call.Policy.Uses(CacheTiers.ReadMemory))
            return new LoadOutcome<T>(held, ReadSource.Memory, MissReason.None, ticket);

        var found = await FindAsync(flight, call, held, reason).ConfigureAwait(false);
        if (found.Good is { HasValue: true } good)
        {
            if (call.Policy.Uses(CacheTiers.WriteMemory)) parts.Memory.Install(call.Key, Limited(good, call.Policy), found.Ticket);
            return new LoadOutcome<T>(good, ReadSource.Shared, MissReason.None, found.Ticket);
        }

        return await loads.RunAsync(flight, call, found).ConfigureAwait(false);
    }

    /// <summary>A read that may not load shares no flight: who may load must not be answered with nothing.</summary>
    private async ValueTask<T> LookOnlyAsync<T>(string key, EntryPolicy policy, CancellationToken cancellationToken) =>
        await LookAsync<T>(key, policy, cancellationToken).ConfigureAwait(false) is { } found && TryTake(key, found, out var value) ? value : default!;

    private async ValueTask<Found<T>> FindAsync<TState, T>(Flight<T> flight, LoadCall<TState, T> call, Entry<T>? held, MissReason reason)
    {
        var policy = call.Policy;
        var isBypassed = !policy.Uses(CacheTiers.ReadMemory | CacheTiers.ReadShared);
        var isShared = shared is not null && policy.Uses(CacheTiers.ReadShared | CacheTiers.WriteShared | CacheTiers.WriteMemory);
        var found = isShared
            ? await shared!.FindAsync(new Search<T>(call.Key, policy, held, FindAim.Load) { IsTierAway = call.IsTierAway }, flight.Abandoned).ConfigureAwait(false)
            : FindLocally(call.Key, policy, held, reason);
        if (isBypassed && found.Good is null) return found with { Reason = MissReason.Bypassed, Fallback = null };

        return found with { Reason = Better(found.Reason, reason) };
    }

    /// <summary>What there is without a shared tier: what memory holds, as a fallback.</summary>
    public Found<T> FindLocally<T>(string key, EntryPolicy policy, Entry<T>? held, MissReason reason)
    {
        var ticket = parts.Local.Ticket();
        var marks = book.PinLocally(book.CellsFor(policy.Tags));
        var fallback = held is not null && held.MayFallBack(key, parts.Clock.Now) ? held : null;
        return new Found<T>(null, fallback, reason, ticket, marks, Right: null, Reached: false);
    }

    /// <summary>What memory holds, and why that is not good enough; no reason when it is.</summary>
    /// <exception cref="CacheTypeException">It is of another type: a load of that type landed since the caller looked.</exception>
    public Entry<T>? HeldOf<T>(string key, out MissReason reason)
    {
        reason = MissReason.None;
        if (!parts.Memory.TryFind(key, out var entry))
        {
            reason = parts.Events.WhyAbsent(key);
            return null;
        }

        var standing = entry.StandingAt(key, parts.Clock.Now, parts.BoundMs);
        if (standing is Standing.Removed or Standing.Expired)
            parts.Memory.Drop(key, entry, standing == Standing.Removed ? RemovalCause.Removal : RemovalCause.Expiration);
        reason = standing switch
        {
            Standing.Good or Standing.Behind => MissReason.None,
            Standing.Removed => entry.WhyRemoved(key),
            Standing.Suspect when entry.Origin.Version.IsNone && parts.Tier is not null => MissReason.TierUnreachable,
            Standing.Suspect when parts.Tier is null => entry.WhyRemoved(key),
            Standing.Suspect => MissReason.Vanished,
            _ => entry.IsNull ? MissReason.NegativeExpired : MissReason.Expired,
        };
        if (reason == MissReason.None && entry is not Entry<T>) throw new CacheTypeException(key, entry.ValueType, typeof(T));
        return standing is Standing.Removed or Standing.Expired ? null : entry as Entry<T>;
    }

    /// <summary>Memory keeps it no longer than the call allows.</summary>
    public Entry<T> Limited<T>(Entry<T> entry, EntryPolicy policy)
    {
        if (policy.MemoryExpiration is not { } limit) return entry;
        var until = MonotonicClock.After(parts.Clock.Now, limit);
        return until >= entry.Stamp.FreshUntil ? entry : (Entry<T>)entry.With(entry.Origin, entry.Stamp with { FreshUntil = until });
    }

    /// <summary>What memory knew of the key says more than an empty slot does.</summary>
    private static MissReason Better(MissReason found, MissReason inMemory) =>
        found is MissReason.Cold or MissReason.Unknown && inMemory != MissReason.None ? inMemory : found;

    public void Missed(string key, MissReason reason, long startedAt) => parts.Events.Read(
        new CacheRead(key, ReadSource.None, reason, parts.Clock.Time.GetElapsedTime(startedAt), TimeSpan.Zero, null));

    private void Record<T>(string key, in LoadOutcome<T> outcome, TimeSpan elapsed) => parts.Events.Read(new CacheRead(
        key, outcome.Source, outcome.Reason, elapsed, outcome.Entry.Origin.LoadTime, outcome.Entry.Stamp.FreshFor(parts.Clock.Now)));

    /// <summary>A flight and what it is for, as one object to hand into a clean context.</summary>
    private sealed record FlightPlan<TState, T>(ReadPath Path, Flight<T> Flight, LoadCall<TState, T> Call)
    {
        public void Fly() => Flight.Flying = Path.FlyAsync(Flight, Call);
    }
}
