using Larder.Tiers;

namespace Larder.Testing.Conformance;

/// <summary>A tier whose other side fails cannot tell what is there, and must not pretend to.</summary>
internal static class OutageClauses
{
    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        if (place.Outage is not { } outage) yield break;

        foreach (var verb in VerbCall.All)
            yield return new($"While the other side fails, a {verb.Name} throws a TierException", trial => ThrowsAsync(trial, verb, outage));
        yield return new("While the other side fails, a wait ends by its longest time", trial => WaitEndsAsync(trial, outage));
        yield return new("While the other side fails, a tier can be opened, and heals with the rest", trial => OpensAndHealsAsync(trial, outage));
    }

    private static async Task ThrowsAsync(Trial trial, VerbCall verb, Func<CancellationToken, ValueTask<IAsyncDisposable>> outage)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.WriteAsync(slot).ConfigureAwait(false);
        await one.ReadAsync(slot).ConfigureAwait(false);
        var failing = await outage(trial.CancellationToken).ConfigureAwait(false);
        await using (failing.ConfigureAwait(false))
        {
            for (var run = 0; run < 2; run++)
            {
                try
                {
                    var call = verb.CallAsync(one.Tier, (slot, held), trial.CancellationToken);
                    await trial.InTimeAsync(call, $"to fail a {verb.Name}").ConfigureAwait(false);
                }
                catch (TierException)
                {
                    continue;
                }

                throw trial.Breach("a TierException", "an answer");
            }
        }

        await HealsAsync(trial, one).ConfigureAwait(false);
    }

    private static async Task WaitEndsAsync(Trial trial, Func<CancellationToken, ValueTask<IAsyncDisposable>> outage)
    {
        var (waiter, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await writer.TakeLeaseAsync(slot).ConfigureAwait(false);
        await waiter.ReadAsync(slot).ConfigureAwait(false);
        var before = waiter.Wait(slot, lease, trial.Tick);
        var failing = await outage(trial.CancellationToken).ConfigureAwait(false);
        await using (failing.ConfigureAwait(false))
        {
            var during = waiter.Wait(slot, lease, trial.Tick);
            await trial.PassAsync(trial.Tick).ConfigureAwait(false);
            foreach (var wait in new[] { before, during })
            {
                await trial.UntilAsync(() => wait.IsCompleted, "the wait to end").ConfigureAwait(false);
                var error = wait.Exception?.InnerException;
                trial.True(error is null or TierException, "an end, or a TierException", $"{error}");
            }
        }
    }

    private static async Task OpensAndHealsAsync(Trial trial, Func<CancellationToken, ValueTask<IAsyncDisposable>> outage)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var failing = await outage(trial.CancellationToken).ConfigureAwait(false);
        Instance late;
        await using (failing.ConfigureAwait(false))
            late = await trial.OpenAsync().ConfigureAwait(false);

        foreach (var instance in new[] { one, late })
            await HealsAsync(trial, instance).ConfigureAwait(false);
        var version = await one.WriteAsync(slot).ConfigureAwait(false);
        trial.Equal(version, (await late.ReadAsync(slot).ConfigureAwait(false)).Version, "what was written after the outage");
    }

    /// <summary>Healing needs nobody: the same instance answers again.</summary>
    private static async Task HealsAsync(Trial trial, Instance instance)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await instance.ReadAsync(trial.NewSlot()).ConfigureAwait(false);
                return;
            }
            catch (TierException error) when (TimeProvider.System.GetElapsedTime(start) > trial.Place.Patience)
            {
                throw trial.Breach("an answer once the other side is well", error.Message);
            }
            catch (TierException)
            {
                await trial.PassAsync(trial.Tick).ConfigureAwait(false);
            }
        }
    }
}
