using Larder.Resp.Client;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>Opens the Redis tier of one cache, on a client that its owner disposes. Of an address that no tier is opened on, nothing is asked.</summary>
internal sealed class RedisTierFactory(Func<RespClient> client, Func<RedisTierSettings> settings, TierSurroundings from) : ISharedTierFactory
{
    public string Name => "redis";

    public ISharedTier Open(IChangeSink sink) => new RedisTier(client(), sink, settings(), from);
}
