using Larder.Backing;

namespace Storefront.Lab;

internal sealed class AroundWay : ILabWay
{
    public static WriteStrategy Strategy => WriteStrategy.Around;
}
