using Larder.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

public sealed class ClusterCountingTests(CountingCluster servers) : CountingContract, IClassFixture<CountingCluster>
{
    private readonly string _prefix = $"{Guid.NewGuid():N}:";

    protected override TimeSpan Retention => TimeSpan.FromMilliseconds(300);

    protected override void Use(LarderBuilder builder) => builder.UseRedis(servers.Cluster!.Url).Configure(options => options.KeyPrefix = _prefix);
}
