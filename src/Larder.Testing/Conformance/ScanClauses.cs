using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Listing names.</summary>
internal static class ScanClauses
{
    public static IEnumerable<ClauseBody> All =>
    [
        new("A listing finds all names that match, held and leased, page by page", FindsAllAsync),
        new("A listing finds all names that were there throughout, while others write", FindsAllUnderWritesAsync),
        new("A listing tells names as they were written", TellsNamesAsWrittenAsync),
        new("A listing knows *, ?, [a-c] and escapes", KnowsGlobsAsync),
        new("A listing has entries only: no marks", HasNoMarksAsync),
        new("A listing of a pattern that matches nothing ends", EndsAsync),
    ];

    private static async Task FindsAllAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slots = trial.NewSlots(230);
        for (var i = 0; i < slots.Length; i++)
        {
            if (i % 10 == 0) await one.TakeLeaseAsync(slots[i]).ConfigureAwait(false);
            else await one.WriteAsync(slots[i]).ConfigureAwait(false);
        }

        await one.WriteAsync(new Slot(SlotKind.Entry, "another" + trial.Prefix)).ConfigureAwait(false);
        foreach (var about in new[] { 1, 20, 10_000 })
            Same(trial, slots.Select(slot => slot.Name), await other.ScanAsync(trial.Prefix + "*", about).ConfigureAwait(false));
        await one.RemoveAsync(new Slot(SlotKind.Entry, "another" + trial.Prefix)).ConfigureAwait(false);
    }

    private static async Task FindsAllUnderWritesAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var stay = trial.NewSlots(120);
        var go = Enumerable.Range(0, 60).Select(i => trial.Named($"!{i}")).ToArray();
        foreach (var slot in stay.Concat(go))
            await one.WriteAsync(slot).ConfigureAwait(false);

        // Names before and after the place where the listing stands come and go: one that counts how many it has listed would skip some.
        var found = await one.ScanAsync(trial.Prefix + "*", about: 10, async page =>
        {
            await other.RemoveAsync([.. go.Skip(page * 4).Take(4)]).ConfigureAwait(false);
            if (page > stay.Length) return;
            await other.WriteAsync(trial.Named($"z:{page}")).ConfigureAwait(false);
            await other.WriteAsync(stay[page * 7 % stay.Length]).ConfigureAwait(false);
        }).ConfigureAwait(false);

        var missing = stay.Count(slot => !found.Contains(slot.Name));
        trial.Equal(0, missing, "the count of names that were there throughout and were not found");
    }

    private static async Task TellsNamesAsWrittenAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        string[] names = ["a b", "日本", "😀", "a%b", "a_b", "a'b", "{a}", "a*b", "a[b]", "a\\b", "a:h", new('x', 1_000)];
        foreach (var name in names)
            await one.WriteAsync(trial.Named(name)).ConfigureAwait(false);
        Same(trial, names.Select(name => trial.Prefix + name), await one.ScanAsync(trial.Prefix + "*", 5).ConfigureAwait(false));
    }

    private static async Task KnowsGlobsAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        string[] names = ["a", "b", "d", "aa", "ab1", "a*", "a?", "a[b]", "B", "a%", "a\\", "cat:1:x", "cat:2:y"];
        foreach (var name in names)
            await one.WriteAsync(trial.Named(name)).ConfigureAwait(false);

        (string Pattern, string[] Expected)[] cases =
        [
            ("a", ["a"]), ("?", ["a", "b", "d", "B"]), ("[a-c]", ["a", "b"]), ("[bd]", ["b", "d"]), ("a?", ["aa", "a*", "a?", "a%", "a\\"]),
            ("a\\*", ["a*"]), ("a\\?", ["a?"]), ("a\\[b\\]", ["a[b]"]), ("a\\\\", ["a\\"]), ("*1", ["ab1"]), ("a*1", ["ab1"]), ("a%", ["a%"]),
            ("cat:*:x", ["cat:1:x"]), ("cat:?:[x-z]", ["cat:1:x", "cat:2:y"]), ("c*t:*:*y", ["cat:2:y"]), ("**d", ["d"]), ("e*", []), ("", []),
        ];
        foreach (var (pattern, expected) in cases)
        {
            Same(
                trial, expected.Select(name => trial.Prefix + name), await one.ScanAsync(trial.Prefix + pattern, 5).ConfigureAwait(false),
                $"the names that match {pattern}");
        }
    }

    private static async Task HasNoMarksAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        foreach (var kind in Enum.GetValues<SlotKind>())
            await one.PutAsync(new(kind, trial.Prefix + "same")).ConfigureAwait(false);
        await one.PutAsync(trial.NewSlot(SlotKind.Tag)).ConfigureAwait(false);
        Same(trial, [trial.Prefix + "same"], await one.ScanAsync(trial.Prefix + "*", 100).ConfigureAwait(false));
    }

    private static async Task EndsAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        Same(trial, [], await one.ScanAsync(trial.Prefix + "*", 100).ConfigureAwait(false));
    }

    private static void Same(Trial trial, IEnumerable<string> expected, HashSet<string> seen, string what = "the names found")
    {
        var sorted = string.Join(", ", expected.Order(StringComparer.Ordinal));
        trial.Equal(sorted, string.Join(", ", seen.Order(StringComparer.Ordinal)), what);
    }
}
