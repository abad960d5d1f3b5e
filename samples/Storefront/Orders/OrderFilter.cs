using System.Globalization;

namespace Storefront.Orders;

/// <summary>Which orders are asked for: those in one status, or all; the latest ones.</summary>
internal static class OrderFilter
{
    public const string All = "all";
    private const int MaxLimit = 200;
    private const int DefaultLimit = 100;

    public static IReadOnlyList<string> Statuses { get; } = [All, "pending", "shipped", "completed", "cancelled"];

    /// <summary>Reads the query; what is not given has its default.</summary>
    /// <param name="status">The text after <c>status=</c>.</param>
    /// <param name="limit">The text after <c>limit=</c>.</param>
    /// <param name="filter">The status and the most orders.</param>
    /// <returns>Null, or a sentence that says what is wrong.</returns>
    public static string? Read(string? status, string? limit, out (string Status, int Limit) filter)
    {
        filter = (string.IsNullOrEmpty(status) ? All : status, DefaultLimit);
        var isNumber = string.IsNullOrEmpty(limit)
            || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out filter.Limit) && filter.Limit is >= 1 and <= MaxLimit);
        return isNumber && Statuses.Contains(filter.Status)
            ? null
            : $"status must be one of {string.Join(", ", Statuses)}; limit a whole number from 1 to {MaxLimit}. Example: /orders?status=pending&limit=50";
    }
}
