using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>One opened tier and its sink, with each call bounded by the trial's patience.</summary>
internal sealed class Instance(Trial trial, ISharedTier tier, RecordingSink sink)
{
    private const int MostPages = 100_000;

    public ISharedTier Tier => tier;

    public RecordingSink Sink => sink;

    public async Task<SlotRead[]> ReadAsync(Slot[] slots, ReadDepth depth = ReadDepth.Whole)
    {
        var answers = new SlotRead[slots.Length];
        await trial.InTimeAsync(tier.ReadAsync(slots, answers, depth, trial.CancellationToken).AsTask(), "to read").ConfigureAwait(false);
        return answers;
    }

    public async Task<SlotRead> ReadAsync(Slot slot, ReadDepth depth = ReadDepth.Whole) =>
        (await ReadAsync([slot], depth).ConfigureAwait(false))[0];

    public Task<SlotRead> PeekAsync(Slot slot) => trial.InTimeAsync(tier.PeekAsync(slot, trial.CancellationToken).AsTask(), "to peek");

    public async Task<SlotRead[]> PeekAsync(Slot[] slots)
    {
        var answers = new SlotRead[slots.Length];
        await trial.InTimeAsync(tier.PeekAsync(slots, answers, trial.CancellationToken).AsTask(), "to peek").ConfigureAwait(false);
        return answers;
    }

    public Task<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan? leaseFor = null) => trial.InTimeAsync(
        tier.LeaseAsync(slot, lease, leaseFor ?? Trial.Long, trial.CancellationToken).AsTask(), "to lease");

    /// <summary>Takes a lease that must be granted.</summary>
    public async Task<SlotVersion> TakeLeaseAsync(Slot slot, TimeSpan? leaseFor = null)
    {
        var lease = trial.NewVersion();
        var answer = await LeaseAsync(slot, lease, leaseFor).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease), (answer.State, answer.Version), "a lease on an absent slot");
        return lease;
    }

    public Task<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write) => trial.InTimeAsync(
        tier.ReplaceAsync(slot, expected, write, trial.CancellationToken).AsTask(), "to replace");

    /// <summary>Replaces by a new small entry.</summary>
    public async Task<ReplaceOutcome> FillAsync(Slot slot, SlotVersion expected) =>
        (await ReplaceAsync(slot, expected, SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(10), null)).ConfigureAwait(false)).Outcome;

    public async Task<InstallTicket> WriteAsync(Slot slot, SlotWrite write)
    {
        var done = await trial.InTimeAsync(tier.WriteAsync(slot, write, trial.CancellationToken).AsTask(), "to write").ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Done, done.Outcome, "a write");
        return done.Ticket;
    }

    /// <summary>Writes a new small entry and returns its version.</summary>
    public async Task<SlotVersion> WriteAsync(Slot slot, TimeSpan? expiration = null)
    {
        var version = trial.NewVersion();
        await WriteAsync(slot, SlotWrite.Entry(version, Trial.Bytes(10), expiration)).ConfigureAwait(false);
        return version;
    }

    public Task<int> RemoveAsync(params Slot[] slots) =>
        trial.InTimeAsync(tier.RemoveAsync(slots, trial.CancellationToken).AsTask(), "to remove");

    public async Task<SlotVersion[]> RenewAsync(Renewal renewal, params Slot[] marks)
    {
        var versions = new SlotVersion[marks.Length];
        await trial.InTimeAsync(tier.RenewAsync(marks, renewal, versions, trial.CancellationToken).AsTask(), "to renew").ConfigureAwait(false);
        return versions;
    }

    /// <summary>Makes a slot of any kind hold something new, and returns its version.</summary>
    public async Task<SlotVersion> PutAsync(Slot slot) => slot.Kind is SlotKind.Entry or SlotKind.Refresh
        ? await WriteAsync(slot).ConfigureAwait(false)
        : (await RenewAsync(Renewal.Always, slot).ConfigureAwait(false))[0];

    /// <summary>Starts a wait; the caller ends it by <see cref="Trial.InTimeAsync(Task,string)"/>.</summary>
    public Task Wait(Slot slot, SlotVersion seen, TimeSpan? atMost = null) =>
        tier.WaitAsync(slot, seen, atMost ?? Trial.Long, trial.CancellationToken).AsTask();

    /// <summary>All names of a pattern, by pages of about this size.</summary>
    /// <param name="pattern">A glob.</param>
    /// <param name="about">The size of a page.</param>
    /// <param name="between">Runs after each page.</param>
    public async Task<HashSet<string>> ScanAsync(string pattern, int about, Func<int, Task>? between = null)
    {
        HashSet<string> names = [];
        string? at = null;
        for (var pages = 1; pages <= MostPages; pages++)
        {
            var page = await trial.InTimeAsync(tier.ScanAsync(pattern, at, about, trial.CancellationToken).AsTask(), "to scan").ConfigureAwait(false);
            names.UnionWith(page.Keys);
            at = page.ResumeAt;
            if (at is null) return names;
            if (between is not null) await between(pages).ConfigureAwait(false);
        }

        throw trial.Breach($"a listing to end within {MostPages} pages", "no end");
    }

    public Task<SweepStep> SweepAsync(string pattern, string? at) =>
        trial.InTimeAsync(tier.SweepAsync(pattern, at, trial.CancellationToken).AsTask(), "to sweep");
}
