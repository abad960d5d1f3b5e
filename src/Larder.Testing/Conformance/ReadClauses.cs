using System.Runtime.InteropServices;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>What a read answers.</summary>
internal static class ReadClauses
{
    private const int LargestTried = 4 << 20;

    // A trial that allocates more would say more about the machine than about the tier.
    private const int LargestRefused = 64 << 20;

    // Names that a tier could confuse by case, trimming, normalisation, patterns, quoting, companion keys or cutting.
    private static readonly string[] HostileNames =
    [
        "a", "A", "a ", " a", "á", "a\u0301", "ä", "日本語", "😀", "😁", "'", "\"", "`", "%", "_", "a%", "a_", "*", "?", "[a]", "[", "\\", "\\*",
        "{a}", "{a}:h", "a:h", "a:r", "{", "}", "a/b", "a;b", "$1", "@p", "'; DROP TABLE entries; --", new('x', 1_050), $"{new string('x', 1_049)}y",
    ];

    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        yield return new("The traits are those that were announced", SaysItsTraitsAsync);
        yield return new("An absent slot reads as Absent, without version, body or end", AbsentIsAbsentAsync);
        yield return new("What one instance was told is written, all instances read", WrittenIsReadByAllAsync);
        yield return new("answers[i] belongs to slots[i], for mixes, duplicates and absent ones", AnswersKeepTheirPlacesAsync);
        yield return new("Who keeps nothing of a slot sees in it what others do", PeekIsAsReadAsync);
        yield return new("A read of no slots is answered", NoSlotsAreAnsweredAsync);
        yield return new("A read of versions only tells the same version and state, without the body", VersionOnlyHasNoBodyAsync);
        yield return new("Bodies of no byte, one byte and the most bytes come back whole", BodiesComeBackWholeAsync);
        yield return new("The bytes of an answer belong to the caller", BytesBelongToTheCallerAsync);
        yield return new("Hostile names do not collide", HostileNamesStayApartAsync);
        yield return new("Kinds of slots with the same name do not collide", KindsStayApartAsync);
        if (place.Traits.MaxBodyBytes < LargestRefused)
            yield return new("A body larger than the traits allow is refused, not cut", OversizedIsRefusedAsync);
        if (place.WriteForeign is not null) yield return new("An unreadable slot is Foreign, and has no version", UnreadableIsForeignAsync);
    }

    private static async Task SaysItsTraitsAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        trial.Equal(trial.Place.Traits, one.Tier.Traits);
    }

    private static async Task AbsentIsAbsentAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        foreach (var kind in Enum.GetValues<SlotKind>())
        {
            var answer = await one.ReadAsync(trial.NewSlot(kind)).ConfigureAwait(false);
            trial.Equal((SlotState.Absent, SlotVersion.None, 0, null), (answer.State, answer.Version, answer.Body.Length, answer.Remaining));
        }
    }

    private static async Task WrittenIsReadByAllAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 20; round++)
        {
            var slot = trial.NewSlot();
            var version = trial.NewVersion();
            var body = Trial.Bytes(100 + round);
            await one.WriteAsync(slot, SlotWrite.Entry(version, body, null)).ConfigureAwait(false);
            foreach (var reader in new[] { one, other })
            {
                var answer = await reader.ReadAsync(slot).ConfigureAwait(false);
                trial.Equal((SlotState.Held, version), (answer.State, answer.Version));
                trial.SameBytes(body, answer.Body, "the entry");
            }
        }
    }

    private static async Task AnswersKeepTheirPlacesAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var held = trial.NewSlots(3);
        var mark = trial.NewSlot(SlotKind.Tag);
        var leased = trial.NewSlot();
        Dictionary<Slot, SlotVersion> versions = [];
        foreach (var slot in held)
            versions[slot] = await one.WriteAsync(slot).ConfigureAwait(false);
        versions[leased] = await one.TakeLeaseAsync(leased).ConfigureAwait(false);
        versions[mark] = (await one.RenewAsync(Renewal.Always, mark).ConfigureAwait(false))[0];

        Slot[] asked = [held[2], trial.NewSlot(), mark, held[0], held[2], leased, trial.NewSlot(SlotKind.All), held[1], mark, held[2]];
        foreach (var depth in Enum.GetValues<ReadDepth>())
        {
            var answers = await one.ReadAsync(asked, depth).ConfigureAwait(false);
            for (var i = 0; i < asked.Length; i++)
                trial.Equal(versions.GetValueOrDefault(asked[i]), answers[i].Version, $"answers[{i}].Version");
            trial.Equal(SlotState.Leased, answers[5].State);
        }
    }

    private static async Task PeekIsAsReadAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        Slot[] slots = [trial.NewSlot(), trial.NewSlot(), trial.NewSlot(), trial.NewSlot(SlotKind.Tag), trial.NewSlot()];
        await one.PutAsync(slots[0]).ConfigureAwait(false);
        await one.WriteAsync(slots[1], Trial.Long).ConfigureAwait(false);
        await one.TakeLeaseAsync(slots[2]).ConfigureAwait(false);
        await one.PutAsync(slots[3]).ConfigureAwait(false);
        for (var round = 0; round < 2; round++)
        {
            var read = await other.ReadAsync(slots).ConfigureAwait(false);
            var together = await other.PeekAsync(slots).ConfigureAwait(false);
            for (var i = 0; i < slots.Length; i++)
            {
                foreach (var peek in new[] { together[i], await other.PeekAsync(slots[i]).ConfigureAwait(false) })
                {
                    trial.Equal((read[i].State, read[i].Version, read[i].Remaining is null), (peek.State, peek.Version, peek.Remaining is null));
                    trial.SameBytes(read[i].Body, peek.Body, "the slot");
                }
            }

            // What was told once may be remembered by mistake; what was acknowledged is seen at once.
            await one.RemoveAsync(slots[0]).ConfigureAwait(false);
        }
    }

    private static async Task NoSlotsAreAnsweredAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        trial.Equal(0, (await one.ReadAsync(Array.Empty<Slot>()).ConfigureAwait(false)).Length);
        trial.Equal(0, await one.RemoveAsync().ConfigureAwait(false));
    }

    private static async Task VersionOnlyHasNoBodyAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await one.WriteAsync(slot, Trial.Long).ConfigureAwait(false);
        var whole = await one.ReadAsync(slot).ConfigureAwait(false);
        var versionOnly = await one.ReadAsync(slot, ReadDepth.VersionOnly).ConfigureAwait(false);
        trial.Equal((whole.State, whole.Version, 0), (versionOnly.State, versionOnly.Version, versionOnly.Body.Length));
        trial.True(versionOnly.Remaining is not null, "the remaining time, also without the body");
    }

    private static async Task BodiesComeBackWholeAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var size in new[] { 0, 1, 65_537, (int)Math.Min(LargestTried, trial.Place.Traits.MaxBodyBytes) })
        {
            var slot = trial.NewSlot();
            await one.WriteAsync(slot, SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(size), null)).ConfigureAwait(false);
            var answer = await other.ReadAsync(slot).ConfigureAwait(false);
            trial.Equal(SlotState.Held, answer.State);
            trial.SameBytes(Trial.Bytes(size), answer.Body, "the entry");
            await one.RemoveAsync(slot).ConfigureAwait(false);
        }
    }

    private static async Task OversizedIsRefusedAsync(Trial trial)
    {
        var largest = trial.Place.Traits.MaxBodyBytes;
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        try
        {
            await one.WriteAsync(slot, SlotWrite.Entry(trial.NewVersion(), new byte[largest + 1], null)).ConfigureAwait(false);
        }
        catch (TierException)
        {
            trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
            return;
        }

        throw trial.Breach($"a TierException for a body of {largest + 1} bytes", "a write that is said to be done");
    }

    private static async Task BytesBelongToTheCallerAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var written = Trial.Bytes(50);
        await one.WriteAsync(slot, SlotWrite.Entry(trial.NewVersion(), written, null)).ConfigureAwait(false);
        written.AsSpan().Clear();
        var first = (await one.ReadAsync(slot).ConfigureAwait(false)).Body;
        trial.SameBytes(Trial.Bytes(50), first, "the entry after the writer reused its buffer");

        var second = (await one.ReadAsync(slot).ConfigureAwait(false)).Body;
        MemoryMarshal.AsMemory(second).Span.Clear();
        trial.SameBytes(Trial.Bytes(50), first, "an answer after another answer was overwritten");
        trial.SameBytes(Trial.Bytes(50), (await one.ReadAsync(slot).ConfigureAwait(false)).Body, "the entry after an answer was overwritten");
    }

    private static async Task HostileNamesStayApartAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slots = HostileNames.Select(trial.Named).ToArray();
        var versions = new SlotVersion[slots.Length];
        for (var i = 0; i < slots.Length; i++)
            versions[i] = await one.WriteAsync(slots[i]).ConfigureAwait(false);
        for (var removed = 0; removed < slots.Length; removed++)
        {
            var answers = await one.ReadAsync(slots).ConfigureAwait(false);
            for (var i = 0; i < slots.Length; i++)
                trial.Equal(i < removed ? SlotVersion.None : versions[i], answers[i].Version, $"the version under the name \"{HostileNames[i]}\"");
            trial.Equal(1, await one.RemoveAsync(slots[removed]).ConfigureAwait(false), "the count of one removal");
        }
    }

    private static async Task KindsStayApartAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slots = Enum.GetValues<SlotKind>().Select(kind => new Slot(kind, trial.Prefix + "same")).ToArray();
        var versions = new SlotVersion[slots.Length];
        for (var i = 0; i < slots.Length; i++)
            versions[i] = await one.PutAsync(slots[i]).ConfigureAwait(false);

        var answers = await one.ReadAsync(slots).ConfigureAwait(false);
        for (var i = 0; i < slots.Length; i++)
            trial.Equal(versions[i], answers[i].Version, $"the version of the slot of kind {slots[i].Kind}");
    }

    private static async Task UnreadableIsForeignAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        foreach (var isHeldBefore in new[] { false, true })
        {
            var slot = trial.NewSlot();
            if (isHeldBefore) await one.WriteAsync(slot).ConfigureAwait(false);
            await trial.Place.WriteForeign!(slot, trial.CancellationToken).ConfigureAwait(false);
            foreach (var depth in Enum.GetValues<ReadDepth>())
            {
                var answer = await one.ReadAsync(slot, depth).ConfigureAwait(false);
                trial.Equal((SlotState.Foreign, SlotVersion.None), (answer.State, answer.Version));
            }

            var denied = await one.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false);
            trial.Equal(SlotState.Foreign, denied.State, "the answer to a lease on a foreign slot");
        }
    }
}
