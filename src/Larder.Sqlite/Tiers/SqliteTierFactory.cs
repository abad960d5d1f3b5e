using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging;

namespace Larder.Sqlite.Tiers;

/// <summary>Opens the SQLite tier of one cache.</summary>
internal sealed class SqliteTierFactory(StoreSettings settings, TimeProvider time, Random random, ILogger logger) : ISharedTierFactory
{
    public string Name => "sqlite";

    public ISharedTier Open(IChangeSink sink) => new SqliteTier(settings, sink, time, random, new StoreLog(logger));
}
