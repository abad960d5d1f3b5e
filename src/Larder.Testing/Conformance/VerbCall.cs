using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Each verb once, for the trials in which it must fail.</summary>
/// <param name="Name">The verb.</param>
/// <param name="CallAsync">Calls it on a slot that held an entry of this version.</param>
internal sealed record VerbCall(string Name, Func<ISharedTier, (Slot Slot, SlotVersion Held), CancellationToken, Task> CallAsync)
{
    private static readonly SlotVersion New = new(1, 1);

    public static IReadOnlyList<VerbCall> All { get; } =
    [
        new("read", (tier, on, token) => tier.ReadAsync(new[] { on.Slot }, new SlotRead[1], ReadDepth.Whole, token).AsTask()),
        new("read of a version", (tier, on, token) => tier.ReadAsync(new[] { on.Slot }, new SlotRead[1], ReadDepth.VersionOnly, token).AsTask()),
        new("lease", (tier, on, token) => tier.LeaseAsync(on.Slot, New, TimeSpan.FromMinutes(1), token).AsTask()),
        new("replacement", (tier, on, token) => tier.ReplaceAsync(on.Slot, on.Held, SlotWrite.Entry(New, new byte[] { 1 }, null), token).AsTask()),
        new("write", (tier, on, token) => tier.WriteAsync(on.Slot, SlotWrite.Entry(New, new byte[] { 1 }, null), token).AsTask()),
        new("removal", (tier, on, token) => tier.RemoveAsync(new[] { on.Slot }, token).AsTask()),
        new("renewal", (tier, on, token) => tier.RenewAsync(
            new[] { on.Slot with { Kind = SlotKind.Tag } }, Renewal.Always, new SlotVersion[1], token).AsTask()),
        new("listing", (tier, on, token) => tier.ScanAsync(on.Slot.Name, null, 10, token).AsTask()),
        new("sweep", (tier, on, token) => tier.SweepAsync(on.Slot.Name, null, token).AsTask()),
    ];
}
