using Larder.Resp.Client;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>Opens the Redis tier of one cache, on a client that its owner disposes.</summary>
internal sealed class RedisTierFactory(Func<RespClient> client, RedisTierSettings settings, TierSurroundings from) : ISharedTierFactory
{
    public string Name => "redis";

    public ISharedTier Open(IChangeSink sink) => new RedisTier(client(), sink, settings, from);
}
