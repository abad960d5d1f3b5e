using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>Faults in the holds of writers.</summary>
internal static class HoldFaults
{
    private static readonly SlotVersion Nobody = new(7, 7);

    public static IReadOnlyList<Fault> All =>
    [
        InHolds("holds nothing", (holds, server) => new(holds) { Hold = (slots, _, _) => RemoveAsync(server, slots) },
            "A hold is seen*", "A hold that its holder repeats*"),
        InHolds("never releases", (holds, server) => new(holds) { Release = (slots, _) => RemoveAsync(server, slots) },
            "A hold is seen*", "A release ends*", "A hold that its holder repeats*", "A hold does not make*"),
        InHolds("holds without removing", (holds, server) => new(holds)
        {
            Hold = (slots, holder, span) => holds.HoldAsync(Shadows(slots), holder, span, default),
            Release = async (slots, holder) =>
            {
                await holds.ReleaseAsync(Shadows(slots), holder, default);
                await RemoveAsync(server, slots);
            },
            IsHeld = slot => holds.IsHeldAsync(Shadow(slot), default),
        }, "A hold removes*", "A hold voids*", "Memory is told*"),
        InHolds("releases without removing", (holds, server) => new(holds)
        {
            Hold = async (slots, holder, span) =>
            {
                await holds.HoldAsync(Shadows(slots), holder, span, default);
                await RemoveAsync(server, slots);
            },
            Release = (slots, holder) => holds.ReleaseAsync(Shadows(slots), holder, default),
            IsHeld = slot => holds.IsHeldAsync(Shadow(slot), default),
        }, "A hold removes*", "A hold voids*", "Memory is told*"),
        InHolds("holds for ever", (holds, _) => new(holds) { Hold = (slots, holder, _) => holds.HoldAsync(slots, holder, TimeSpan.FromDays(1), default) },
            "A hold that nobody releases*", "A hold does not make*"),
        InHolds("has one holder for all", (holds, _) => new(holds)
        {
            Hold = (slots, _, span) => holds.HoldAsync(slots, Nobody, span, default),
            Release = (slots, _) => holds.ReleaseAsync(slots, Nobody, default),
        }, "A hold does not make*", "A release ends*"),
        InHolds("takes a failure for no hold", (holds, _) => new(holds)
        {
            IsHeld = async slot =>
            {
                try
                {
                    return await holds.IsHeldAsync(slot, default);
                }
                catch (TierException)
                {
                    return false;
                }
            },
        }, "While the other side fails, holds*"),
    ];

    private static Fault InHolds(string name, Func<InMemoryHolds, InMemoryTierServer, HoldsWithFault> wrap, params string[] breaks) =>
        new(name, static (server, sink) => server.Open(sink), breaks) { Holds = server => wrap(server.OpenHolds(), server) };

    private static ValueTask RemoveAsync(InMemoryTierServer server, Slot[] slots)
    {
        foreach (var slot in slots) server.RemoveForeign(slot);
        return ValueTask.CompletedTask;
    }

    // Holds of other entries leave these as they are.
    private static Slot[] Shadows(Slot[] slots) => Array.ConvertAll(slots, Shadow);

    private static Slot Shadow(Slot slot) => slot with { Name = slot.Name + ":shadow" };
}
