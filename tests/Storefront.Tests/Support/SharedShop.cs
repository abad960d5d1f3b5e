namespace Storefront.Tests.Support;

/// <summary>One shop for all tests of a class that leave it as they found it.</summary>
public sealed class SharedShop : IAsyncDisposable
{
    internal Shop Shop { get; } = Shop.Open();

    public ValueTask DisposeAsync() => Shop.DisposeAsync();
}
