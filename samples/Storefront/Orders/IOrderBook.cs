using System.Collections.Immutable;

namespace Storefront.Orders;

/// <summary>The orders, read through the cache; a sale removes what it makes wrong.</summary>
internal interface IOrderBook
{
    /// <summary>The latest orders in a status; that there are none is remembered too.</summary>
    ValueTask<ImmutableArray<Order>> ListAsync(string status, int limit, CancellationToken cancellationToken);

    /// <summary>Places an order.</summary>
    /// <returns>Its number; null when there is no such product or user.</returns>
    Task<int?> PlaceAsync(OrderDraft draft, CancellationToken cancellationToken);
}
