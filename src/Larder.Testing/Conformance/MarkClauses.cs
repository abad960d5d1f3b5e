using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Marks: what entries depend on.</summary>
internal static class MarkClauses
{
    private static readonly SlotKind[] Kinds = [SlotKind.Tag, SlotKind.Prefix, SlotKind.All];

    public static IEnumerable<ClauseBody> All =>
    [
        new("A renewal always gives a version never used before", NeverRepeatsAsync),
        new("A renewal of marks that are absent only keeps those that exist", IfAbsentKeepsAsync),
        new("Instances that renew an absent mark at once agree on its version", AgreeAsync),
        new("A renewed mark is held, with the version that was told", IsHeldAsync),
        new("A mark that was removed gets another version", RemovedIsNotRepeatedAsync),
        new("versions[i] belongs to marks[i]", VersionsKeepTheirPlacesAsync),
        new("The mark of a whole cache may hold a body, which a renewal empties", HoldsBodyAsync),
    ];

    private static async Task NeverRepeatsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        HashSet<SlotVersion> seen = [SlotVersion.None];
        var marks = Kinds.Select(kind => trial.NewSlot(kind)).ToArray();
        for (var round = 0; round < 20; round++)
            foreach (var version in await (round % 2 == 0 ? one : other).RenewAsync(Renewal.Always, marks).ConfigureAwait(false))
                trial.True(seen.Add(version), "a version never used before", $"{version} again");
    }

    private static async Task IfAbsentKeepsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var kind in Kinds)
        {
            var mark = trial.NewSlot(kind);
            var first = (await one.RenewAsync(Renewal.IfAbsent, mark).ConfigureAwait(false))[0];
            trial.NotEqual(SlotVersion.None, first);
            foreach (var later in new[] { other, one })
                trial.Equal(first, (await later.RenewAsync(Renewal.IfAbsent, mark).ConfigureAwait(false))[0], "the version of a mark that exists");

            var renewed = (await other.RenewAsync(Renewal.Always, mark).ConfigureAwait(false))[0];
            trial.NotEqual(first, renewed);
            trial.Equal(renewed, (await one.RenewAsync(Renewal.IfAbsent, mark).ConfigureAwait(false))[0], "the version of a mark that was renewed");
        }
    }

    private static async Task AgreeAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 10; round++)
        {
            var mark = trial.NewSlot(SlotKind.Tag);
            var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Task.Run(() => (i % 2 == 0 ? one : other).RenewAsync(Renewal.IfAbsent, mark)))).ConfigureAwait(false);
            trial.Equal(1, told.Select(versions => versions[0]).Distinct().Count(), "the count of different versions told");
        }
    }

    private static async Task IsHeldAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var marks = Kinds.Select(kind => trial.NewSlot(kind)).ToArray();
        foreach (var renewal in new[] { Renewal.IfAbsent, Renewal.Always })
        {
            var told = await one.RenewAsync(renewal, marks).ConfigureAwait(false);
            var answers = await other.ReadAsync(marks).ConfigureAwait(false);
            for (var i = 0; i < marks.Length; i++)
                trial.Equal((SlotState.Held, told[i]), (answers[i].State, answers[i].Version), $"a mark of kind {marks[i].Kind}");
        }
    }

    private static async Task RemovedIsNotRepeatedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var mark = trial.NewSlot(SlotKind.Tag);
        HashSet<SlotVersion> seen = [];
        for (var round = 0; round < 5; round++)
        {
            trial.True(seen.Add((await one.RenewAsync(Renewal.IfAbsent, mark).ConfigureAwait(false))[0]), "a version never used before");
            await other.RemoveAsync(mark).ConfigureAwait(false);
        }
    }

    private static async Task HoldsBodyAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var mark = trial.NewSlot(SlotKind.All);
        var first = (await one.RenewAsync(Renewal.Always, mark).ConfigureAwait(false))[0];
        var next = trial.NewVersion();
        var replaced = await one.ReplaceAsync(mark, first, SlotWrite.Entry(next, new byte[] { 1, 2, 3 }, expiration: null)).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Done, replaced.Outcome, "the outcome of a replacement");

        var read = (await other.ReadAsync([mark]).ConfigureAwait(false))[0];
        trial.Equal((SlotState.Held, next, "010203"), (read.State, read.Version, Convert.ToHexString(read.Body.Span)), "a mark with a body");
        trial.Equal(next, (await other.RenewAsync(Renewal.IfAbsent, mark).ConfigureAwait(false))[0], "the version of a mark that exists");
        var late = await other.ReplaceAsync(mark, first, SlotWrite.Entry(trial.NewVersion(), new byte[] { 4 }, expiration: null)).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, late.Outcome, "the outcome of a replacement that comes too late");

        await other.RenewAsync(Renewal.Always, mark).ConfigureAwait(false);
        trial.Equal(0, (await one.ReadAsync([mark]).ConfigureAwait(false))[0].Body.Length, "the bytes of a renewed mark");
    }

    private static async Task VersionsKeepTheirPlacesAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var marks = trial.NewSlots(6, SlotKind.Tag);
        var some = new[] { marks[4], marks[1] };
        var known = await one.RenewAsync(Renewal.Always, some).ConfigureAwait(false);
        var told = await one.RenewAsync(Renewal.IfAbsent, marks).ConfigureAwait(false);
        trial.Equal((known[0], known[1]), (told[4], told[1]));
        var answers = await one.ReadAsync(marks).ConfigureAwait(false);
        for (var i = 0; i < marks.Length; i++)
            trial.Equal(told[i], answers[i].Version, $"the version of marks[{i}]");
    }
}
