using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>One way in which a slot comes to hold something else.</summary>
/// <param name="Doing">What is done, the start of a sentence.</param>
/// <param name="Kind">To which kind of slot.</param>
/// <param name="Before">Makes the slot hold what is changed.</param>
/// <param name="Change">Changes it.</param>
internal sealed record ChangeCase(string Doing, SlotKind Kind, Func<Instance, Slot, Task> Before, Func<Instance, Slot, Task> Change)
{
    public static IEnumerable<ChangeCase> For(ITierUnderTest place)
    {
        yield return new("A write to an absent entry", SlotKind.Entry, NothingAsync, PutAsync);
        yield return new("A write to a held entry", SlotKind.Entry, PutAsync, PutAsync);
        yield return new("A refresh of a held entry", SlotKind.Entry, PutAsync, FillAsync);
        yield return new("A removal of a held entry", SlotKind.Entry, PutAsync, RemoveAsync);
        yield return new("A fill of a leased entry", SlotKind.Entry, LeaseAsync, FillAsync);
        yield return new("A write to a leased entry", SlotKind.Entry, LeaseAsync, PutAsync);
        yield return new("A removal of a leased entry", SlotKind.Entry, LeaseAsync, RemoveAsync);
        yield return new("A release of a leased entry", SlotKind.Entry, LeaseAsync, ReleaseAsync);
        yield return new("A first renewal of a mark", SlotKind.Tag, NothingAsync, RenewAbsentAsync);
        yield return new("A renewal of a tag", SlotKind.Tag, PutAsync, PutAsync);
        yield return new("A renewal of a prefix", SlotKind.Prefix, PutAsync, PutAsync);
        yield return new("A renewal of the mark of all", SlotKind.All, PutAsync, PutAsync);
        yield return new("A removal of a mark", SlotKind.Tag, PutAsync, RemoveAsync);
        if (place.WriteForeign is not { } write) yield break;

        Task WriteForeignAsync(Instance by, Slot slot) => write(slot, CancellationToken.None).AsTask();
        yield return new("A foreign write to an absent entry", SlotKind.Entry, NothingAsync, WriteForeignAsync);
        yield return new("A foreign write to a held entry", SlotKind.Entry, PutAsync, WriteForeignAsync);
        yield return new("A foreign write to a leased entry", SlotKind.Entry, LeaseAsync, WriteForeignAsync);
    }

    private static Task NothingAsync(Instance by, Slot slot) => Task.CompletedTask;

    private static Task PutAsync(Instance by, Slot slot) => by.PutAsync(slot);

    private static Task LeaseAsync(Instance by, Slot slot) => by.TakeLeaseAsync(slot);

    private static Task RemoveAsync(Instance by, Slot slot) => by.RemoveAsync(slot);

    private static Task RenewAbsentAsync(Instance by, Slot slot) => by.RenewAsync(Renewal.IfAbsent, slot);

    private static async Task FillAsync(Instance by, Slot slot)
    {
        var held = await by.ReadAsync(slot).ConfigureAwait(false);
        await by.FillAsync(slot, held.Version).ConfigureAwait(false);
    }

    private static async Task ReleaseAsync(Instance by, Slot slot)
    {
        var held = await by.ReadAsync(slot).ConfigureAwait(false);
        await by.ReplaceAsync(slot, held.Version, SlotWrite.Nothing).ConfigureAwait(false);
    }
}
