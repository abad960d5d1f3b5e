namespace Storefront.Orders;

/// <summary>One bar, in the units of its drawing.</summary>
internal sealed record Bar(PeriodRevenue Period, string X, string Y, string Width, string Height);
