using Larder.Tiers;

namespace Larder.Testing.Conformance;

/// <summary>Freeing space.</summary>
internal static class SweepClauses
{
    private const int Steps = 10_000;

    public static IEnumerable<ClauseBody> All =>
    [
        new("A sweep frees the entries that match, and no others, and ends", FreesAsync),
        new("A sweep goes on in another instance where the first stopped", GoesOnElsewhereAsync),
    ];

    private static async Task FreesAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var swept = Enumerable.Range(0, 150).Select(i => trial.Named($"swept:{i}")).ToArray();
        var kept = trial.Named("kept");
        foreach (var slot in swept.Append(kept))
            await one.WriteAsync(slot).ConfigureAwait(false);

        var freed = await SweepAsync(trial, [one]).ConfigureAwait(false);
        trial.Equal(swept.Length, freed, "the count of those freed");
        var answers = await one.ReadAsync(swept).ConfigureAwait(false);
        trial.Equal(0, answers.Count(answer => answer.State != SlotState.Absent), "the count of those left");
        trial.Equal(SlotState.Held, (await one.ReadAsync(kept).ConfigureAwait(false)).State, "an entry that does not match");
    }

    private static async Task GoesOnElsewhereAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var swept = Enumerable.Range(0, 400).Select(i => trial.Named($"swept:{i}")).ToArray();
        foreach (var slot in swept)
            await one.WriteAsync(slot).ConfigureAwait(false);

        await SweepAsync(trial, [one, other]).ConfigureAwait(false);
        var answers = await one.ReadAsync(swept).ConfigureAwait(false);
        trial.Equal(0, answers.Count(answer => answer.State != SlotState.Absent), "the count of those left");
    }

    /// <summary>Sweeps step by step, in turn by each of the instances.</summary>
    private static async Task<long> SweepAsync(Trial trial, Instance[] by)
    {
        var freed = 0L;
        string? at = null;
        for (var step = 0; step < Steps; step++)
        {
            var done = await by[step % by.Length].SweepAsync(trial.Prefix + "swept:*", at).ConfigureAwait(false);
            freed += done.Freed;
            at = done.ResumeAt;
            if (at is null) return freed;
        }

        throw trial.Breach($"a sweep to end within {Steps} steps", "no end");
    }
}
