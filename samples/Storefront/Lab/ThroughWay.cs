using Larder.Backing;

namespace Storefront.Lab;

internal sealed class ThroughWay : ILabWay
{
    public static WriteStrategy Strategy => WriteStrategy.Through;
}
