using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Waiting for a slot to change. In none of the trials does time alone end the wait, unless the clause says so.</summary>
internal static class WaitClauses
{
    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        foreach (var change in ChangeCase.For(place))
            yield return new($"{change.Doing} by another instance ends a wait", trial => ChangeEndsItAsync(trial, change));
        yield return new("A change by its own instance ends a wait", OwnChangeEndsItAsync);
        yield return new("A wait for what was seen before a change ends at once", OutdatedEndsAtOnceAsync);
        yield return new("A change at the moment a wait starts is not missed", RaceIsNotMissedAsync);
        yield return new("A change ends the waits of all", AllAreWokenAsync);
        yield return new("The expiration of a lease ends a wait", ExpirationEndsItAsync);
        yield return new("A wait ends after its longest time", EndsByAtMostAsync);
        yield return new("A wait rests while nothing changes", RestsAsync);
        yield return new("A wait that is cancelled ends", CancellationEndsItAsync);
    }

    private static async Task ChangeEndsItAsync(Trial trial, ChangeCase change)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot(change.Kind);
        await change.Before(writer, slot).ConfigureAwait(false);
        var seen = await waiter.ReadAsync(slot).ConfigureAwait(false);
        var wait = waiter.Wait(slot, seen.Version);
        await change.Change(writer, slot).ConfigureAwait(false);
        await EndsAsync(trial, wait).ConfigureAwait(false);
    }

    private static async Task OwnChangeEndsItAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await one.ReadAsync(slot).ConfigureAwait(false);
        var wait = one.Wait(slot, lease);
        await one.FillAsync(slot, lease).ConfigureAwait(false);
        await EndsAsync(trial, wait).ConfigureAwait(false);
    }

    private static async Task OutdatedEndsAtOnceAsync(Trial trial)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await writer.TakeLeaseAsync(slot).ConfigureAwait(false);
        var seen = await waiter.ReadAsync(slot).ConfigureAwait(false);
        await writer.RemoveAsync(slot).ConfigureAwait(false);
        await EndsAsync(trial, waiter.Wait(slot, seen.Version)).ConfigureAwait(false);

        await writer.WriteAsync(slot).ConfigureAwait(false);
        await EndsAsync(trial, waiter.Wait(slot, SlotVersion.None)).ConfigureAwait(false);
    }

    private static async Task RaceIsNotMissedAsync(Trial trial)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 30; round++)
        {
            var slot = trial.NewSlot();
            await writer.TakeLeaseAsync(slot).ConfigureAwait(false);
            var seen = await waiter.ReadAsync(slot).ConfigureAwait(false);
            Func<Task>[] both = [() => waiter.Wait(slot, seen.Version), () => writer.RemoveAsync(slot)];
            if (round % 2 == 0) Array.Reverse(both);
            var wait = Task.WhenAll(both.Select(Task.Run));
            await EndsAsync(trial, wait).ConfigureAwait(false);
        }
    }

    private static async Task AllAreWokenAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        List<Task> waits = [];
        foreach (var waiter in new[] { one, other, one, other, other })
        {
            await waiter.ReadAsync(slot).ConfigureAwait(false);
            waits.Add(waiter.Wait(slot, lease));
        }

        await one.FillAsync(slot, lease).ConfigureAwait(false);
        await EndsAsync(trial, Task.WhenAll(waits)).ConfigureAwait(false);
    }

    private static async Task ExpirationEndsItAsync(Trial trial)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await writer.TakeLeaseAsync(slot, trial.Tick * 2).ConfigureAwait(false);
        var seen = await waiter.ReadAsync(slot).ConfigureAwait(false);
        var wait = waiter.Wait(slot, seen.Version);
        await trial.PassAsync(trial.Tick * 2).ConfigureAwait(false);
        await EndsAsync(trial, wait).ConfigureAwait(false);
    }

    private static async Task EndsByAtMostAsync(Trial trial)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var (leased, absent) = (trial.NewSlot(), trial.NewSlot());
        var lease = await writer.TakeLeaseAsync(leased).ConfigureAwait(false);
        await waiter.ReadAsync([leased, absent]).ConfigureAwait(false);
        var waits = Task.WhenAll(waiter.Wait(leased, lease, trial.Tick), waiter.Wait(absent, SlotVersion.None, trial.Tick));
        await trial.PassAsync(trial.Tick).ConfigureAwait(false);
        await EndsAsync(trial, waits).ConfigureAwait(false);
        await EndsAsync(trial, waiter.Wait(leased, lease, TimeSpan.Zero)).ConfigureAwait(false);
    }

    private static async Task RestsAsync(Trial trial)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await writer.TakeLeaseAsync(slot).ConfigureAwait(false);
        using CancellationTokenSource enough = new();

        // Early is allowed; always at once would make each waiter read in a loop.
        for (var round = 0; round < 3; round++)
        {
            var seen = await waiter.ReadAsync(slot).ConfigureAwait(false);
            var wait = waiter.Tier.WaitAsync(slot, seen.Version, Trial.Long, enough.Token).AsTask();
            await trial.PassAsync(trial.Tick).ConfigureAwait(false);
            await Task.Yield();
            if (wait.IsCompleted) continue;

            await enough.CancelAsync().ConfigureAwait(false);
            await EndsCancelledAsync(trial, wait).ConfigureAwait(false);
            return;
        }

        throw trial.Breach("a wait for a slot that does not change to last", "three that ended within a tick");
    }

    private static async Task CancellationEndsItAsync(Trial trial)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await writer.TakeLeaseAsync(slot).ConfigureAwait(false);
        await waiter.ReadAsync(slot).ConfigureAwait(false);
        using CancellationTokenSource stop = new();
        var wait = waiter.Tier.WaitAsync(slot, lease, Trial.Long, stop.Token).AsTask();
        await stop.CancelAsync().ConfigureAwait(false);
        await EndsCancelledAsync(trial, wait).ConfigureAwait(false);
        trial.Equal(lease, (await waiter.ReadAsync(slot).ConfigureAwait(false)).Version, "the slot after the wait");
    }

    private static async Task EndsAsync(Trial trial, Task wait)
    {
        // Time passes in small steps, for a tier that works in the background by the place's clock.
        await trial.UntilAsync(() => wait.IsCompleted, "the wait to end").ConfigureAwait(false);
        await wait.ConfigureAwait(false);
    }

    private static async Task EndsCancelledAsync(Trial trial, Task wait)
    {
        try
        {
            await trial.InTimeAsync(wait, "to end a cancelled wait").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!trial.CancellationToken.IsCancellationRequested)
        {
            // What was asked for.
        }
    }
}
