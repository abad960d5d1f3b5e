using System.Globalization;
using System.Text;
using Larder.Counting;
using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Tiers;

namespace Larder.Redis.Counting;

/// <summary>Counters in Redis: plain numbers under their names, which every program can read. What fails is thrown as <see cref="TierException"/>.</summary>
internal sealed class RedisCounters(ReadyClient redis, CounterKeys keys, EvictionWatch eviction) : ICounterStore
{
    private static readonly byte[] OperationsKeptFor = Bytes((long)ICounterStore.OperationsKeptFor.TotalSeconds);

    public async ValueTask<long> AddAsync(CounterAddition addition, CancellationToken cancellationToken)
    {
        eviction.Used(addition.KeepFor);
        var call = new ScriptCall(
            [keys.Counter(addition.Name), keys.Operations(addition.Name)],
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{addition.Operation.Origin:x}-{addition.Operation.Lane:x}")),
            Bytes(addition.Operation.Sequence),
            Bytes(addition.By),
            addition.KeepFor is { } span ? Bytes(Math.Max(1, (long)span.TotalMilliseconds)) : [],
            OperationsKeptFor);
        try
        {
            var client = await redis(cancellationToken).ConfigureAwait(false);
            var value = await client.EvaluateAsync(CounterScript.Add, call, Replies.Text, cancellationToken).ConfigureAwait(false);
            return long.Parse(value ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    public async ValueTask<IReadOnlyList<long>> GetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        try
        {
            var client = await redis(cancellationToken).ConfigureAwait(false);
            var values = await client.GetManyAsync(names.Select(keys.Counter), cancellationToken).ConfigureAwait(false);
            return [.. values.Select(NumberOf)];
        }
        catch (RespException failure)
        {
            throw failure.ToTier();
        }
    }

    private static long NumberOf(byte[]? value) =>
        value is null ? 0
        : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new TierException(TierFailure.Refused, "What stands under a counter's name in Redis is no whole number. Something else uses that key.");

    private static byte[] Bytes(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
