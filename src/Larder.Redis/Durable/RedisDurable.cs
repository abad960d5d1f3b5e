using System.Text;
using Larder.Durable;
using Larder.Redis.Counting;
using Larder.Resp;
using Larder.Resp.Commands;

namespace Larder.Redis.Durable;

/// <summary>Durable values in Redis, where the counters are: a hash for each set, without an end. What fails is thrown as a tier's failure.</summary>
internal sealed class RedisDurable(ReadyClient redis, string prefix, EvictionWatch eviction) : IDurableStore
{
    public bool OutlivesProcess => true;

    public async ValueTask<IReadOnlyList<DurableValue>> ReadAsync(string set, CancellationToken cancellationToken)
    {
        var fields = await AskAsync(client => client.HashGetAllAsync(KeyOf(set), cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. fields.Select(static field => new DurableValue(field.Key, Encoding.UTF8.GetString(field.Value))).OrderBy(static value => value.Name, StringComparer.Ordinal)];
    }

    public async ValueTask PutAsync(string set, DurableValue value, CancellationToken cancellationToken) => await AskAsync(
        client => client.HashSetAsync(KeyOf(set), value.Name, Encoding.UTF8.GetBytes(value.Text), cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> RemoveAsync(string set, string name, CancellationToken cancellationToken) =>
        await AskAsync(client => client.HashDeleteAsync(KeyOf(set), [name], cancellationToken), cancellationToken).ConfigureAwait(false) > 0;

    // A sign behind the name that no key of a cache and no counter has.
    private string KeyOf(string set) => $"{prefix}durable:{set}\u001fk";

    private async ValueTask<T> AskAsync<T>(Func<IRespExecutor, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        eviction.Used(keepFor: null);
        try
        {
            return await ask(await redis(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }
}
