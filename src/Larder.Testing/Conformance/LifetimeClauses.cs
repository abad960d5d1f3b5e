using Larder.Tiers;

namespace Larder.Testing.Conformance;

/// <summary>The end of a call, and of a tier.</summary>
internal static class LifetimeClauses
{
    public static IEnumerable<ClauseBody> All =>
    [
        .. VerbCall.All.Select(verb => new ClauseBody($"After it was disposed, a tier refuses a {verb.Name}", trial => RefusesAsync(trial, verb))),
        .. VerbCall.All.Select(verb => new ClauseBody($"A {verb.Name} with a cancelled token ends", trial => EndsAsync(trial, verb))),
        new("Disposing a tier ends its waits, and may be repeated", DisposingEndsWaitsAsync),
        new("Disposing one instance leaves the others alone", OthersGoOnAsync),
    ];

    private static async Task RefusesAsync(Trial trial, VerbCall verb)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await other.WriteAsync(slot).ConfigureAwait(false);
        await one.ReadAsync(slot).ConfigureAwait(false);
        await trial.InTimeAsync(one.Tier.DisposeAsync().AsTask(), "to close").ConfigureAwait(false);
        try
        {
            await trial.InTimeAsync(CallAsync(), $"to refuse a {verb.Name}").ConfigureAwait(false);
        }
        catch (Exception error) when (error is ObjectDisposedException or TierException)
        {
            trial.Equal(held, (await other.ReadAsync(slot).ConfigureAwait(false)).Version, "the slot after a call that was refused");
            return;
        }

        throw trial.Breach("an ObjectDisposedException or a TierException", "an answer");

        async Task CallAsync() => await verb.CallAsync(one.Tier, (slot, held), trial.CancellationToken).ConfigureAwait(false);
    }

    private static async Task EndsAsync(Trial trial, VerbCall verb)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.WriteAsync(slot).ConfigureAwait(false);
        try
        {
            await trial.InTimeAsync(CallAsync(), $"to end a {verb.Name}").ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or TierException)
        {
            trial.CancellationToken.ThrowIfCancellationRequested();
        }

        await one.WriteAsync(slot).ConfigureAwait(false);

        async Task CallAsync() => await verb.CallAsync(one.Tier, (slot, held), new CancellationToken(canceled: true)).ConfigureAwait(false);
    }

    private static async Task DisposingEndsWaitsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await other.TakeLeaseAsync(slot).ConfigureAwait(false);
        await one.ReadAsync(slot).ConfigureAwait(false);
        var wait = one.Wait(slot, lease);
        for (var run = 0; run < 2; run++)
            await trial.InTimeAsync(one.Tier.DisposeAsync().AsTask(), "to close").ConfigureAwait(false);
        await trial.UntilAsync(() => wait.IsCompleted, "the wait to end").ConfigureAwait(false);
        trial.True(
            wait.Exception?.InnerException is null or ObjectDisposedException or TierException,
            "an end, an ObjectDisposedException or a TierException", $"{wait.Exception?.InnerException}");
    }

    private static async Task OthersGoOnAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.WriteAsync(slot).ConfigureAwait(false);
        await other.ReadAsync(slot).ConfigureAwait(false);
        await trial.InTimeAsync(one.Tier.DisposeAsync().AsTask(), "to close").ConfigureAwait(false);
        trial.Equal(held, (await other.ReadAsync(slot).ConfigureAwait(false)).Version, "what the closed instance wrote");
        await other.WriteAsync(slot).ConfigureAwait(false);
    }
}
