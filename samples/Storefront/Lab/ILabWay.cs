using Larder.Backing;

namespace Storefront.Lab;

/// <summary>One of the strategies that the lab shows side by side; each has rows and a store of its own.</summary>
internal interface ILabWay
{
    static abstract WriteStrategy Strategy { get; }
}
