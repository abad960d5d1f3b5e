using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Tiers;

/// <summary>
/// Tells keys of this tier from others that a pattern happens to match: counters, and what other programs keep under the same prefix. Who
/// removes by pattern must not get to see those: nobody could load them again.
/// </summary>
internal sealed class OwnKeys(RedisScope scope)
{
    /// <summary>Those of the keys that hold what this tier wrote. The keys are read at once, a few bytes of each.</summary>
    public async ValueTask<string[]> AmongAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var isOwn = await Task.WhenAll(keys.Select(key => IsOwnAsync(key, cancellationToken))).ConfigureAwait(false);
        return [.. keys.Where((_, i) => isOwn[i])];
    }

    private async Task<bool> IsOwnAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var head = await scope.Client.GetRangeAsync(key, 0, SlotHead.Size - 1, cancellationToken).ConfigureAwait(false);
            return SlotHead.TryRead(head, out _);
        }
        catch (RespServerException other) when (other.Code == "WRONGTYPE")
        {
            return await RecordMark.IsAtAsync(scope.Client, key, cancellationToken).ConfigureAwait(false);
        }
    }
}
