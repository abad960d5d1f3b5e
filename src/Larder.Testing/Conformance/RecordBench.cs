using System.Text;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>The records of one opened instance, with each call bounded by the trial's patience.</summary>
internal sealed class RecordBench(Trial trial, Instance instance, ISharedRecords records)
{
    public static readonly ReadOnlyMemory<byte> Head = Encoding.UTF8.GetBytes("head");

    public Instance Instance => instance;

    public static RecordFilling Field(string name, string value, string? over = null) =>
        new(new RecordField(name, Bytes(value)), over is null ? null : Bytes(over));

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public Task<RecordRead> ReadAsync(Slot slot) => trial.InTimeAsync(records.ReadAsync(slot, trial.CancellationToken).AsTask(), "to read");

    public Task<RecordRead> LeaseAsync(Slot slot, SlotVersion lease, SlotVersion over = default, TimeSpan? leaseFor = null) => trial.InTimeAsync(
        records.LeaseAsync(slot, new RecordLease(lease, over, leaseFor ?? Trial.Long), trial.CancellationToken).AsTask(), "to lease");

    /// <summary>Takes a lease that must be granted.</summary>
    public async Task<SlotVersion> TakeLeaseAsync(Slot slot, TimeSpan? leaseFor = null)
    {
        var lease = trial.NewVersion();
        var answer = await LeaseAsync(slot, lease, leaseFor: leaseFor).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease), (answer.State, answer.Version), "a lease on an absent record");
        return lease;
    }

    public Task<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, params RecordFilling[] fields) => FillAsync(slot, expected, new RecordFill(Head, fields, Trial.Long));

    public Task<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill) =>
        trial.InTimeAsync(records.FillAsync(slot, expected, fill, trial.CancellationToken).AsTask(), "to fill");

    /// <summary>Makes a record with these fields and returns its version.</summary>
    public async Task<SlotVersion> MakeAsync(Slot slot, params RecordFilling[] fields)
    {
        var lease = await TakeLeaseAsync(slot).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Done, (await FillAsync(slot, lease, fields).ConfigureAwait(false)).Outcome, "the fill of a lease");
        return RecordFill.VersionOf(lease);
    }

    public Task<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, SlotVersion next, params RecordFilling[] fields) => trial.InTimeAsync(
        records.UpdateAsync(slot, expected, new RecordUpdate(next, [.. fields.Select(static filling => filling.Field)]), trial.CancellationToken).AsTask(), "to update");

    public Task ReleaseAsync(Slot slot, SlotVersion lease) => trial.InTimeAsync(records.ReleaseAsync(slot, lease, trial.CancellationToken).AsTask(), "to release");

    /// <summary>The fields as one text, in the order of their names.</summary>
    public static string TextOf(RecordRead read) => string.Join(
        ' ', read.Content.Fields.OrderBy(static field => field.Name, StringComparer.Ordinal).Select(static field => $"{field.Name}={Encoding.UTF8.GetString(field.Value.Span)}"));
}
