using Larder.Redis.Tiers;
using Larder.Resp;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Records;

/// <summary>
/// Records as hashes under their own keys, whose fields other programs can read and write; a placeholder is a hash without fields. Versions are
/// compared by scripts at the server.
/// </summary>
internal sealed class RedisRecords(RedisTier tier, HashReads reads, HashWrites writes) : ISharedRecords
{
    /// <summary>The records of an open tier of this assembly.</summary>
    public static ISharedRecords Of(ISharedTier tier)
    {
        var open = (RedisTier)tier;
        var reads = new HashReads(open.Scope);
        return new RedisRecords(open, reads, new HashWrites(open.Scope, reads));
    }

    public ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken) =>
        CallAsync(token => reads.ReadAsync(slot, token), cancellationToken);

    public ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken) =>
        CallAsync(token => writes.LeaseAsync(slot, lease, token), cancellationToken);

    public async ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(token => writes.FillAsync(slot, expected, fill, token), cancellationToken).ConfigureAwait(false);
        tier.Scope.Waiters.Wake(slot);
        return answer;
    }

    public async ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(token => writes.UpdateAsync(slot, expected, update, token), cancellationToken).ConfigureAwait(false);
        tier.Scope.Waiters.Wake(slot);
        return answer;
    }

    public async ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken)
    {
        await CallAsync(token => writes.ReleaseAsync(slot, lease, token), cancellationToken).ConfigureAwait(false);
        tier.Scope.Waiters.Wake(slot);
    }

    private async ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            await tier.BeginAsync(cancellationToken).ConfigureAwait(false);
            return await call(cancellationToken).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }
}
