using Larder.Backing;

namespace Storefront.Lab;

internal sealed class BehindWay : ILabWay
{
    public static WriteStrategy Strategy => WriteStrategy.Behind;
}
