namespace Storefront.Store.Seeding;

/// <summary>
/// The orders and their payments, in the order of time: more on some weekdays and more towards the end, a few products sold much more often
/// than the rest, and what is recent is still on its way.
/// </summary>
internal sealed class OrderRows(SeedPlan plan, long[] prices)
{
    private static readonly double[] Weekdays = [1.15, 0.85, 0.80, 0.90, 1.00, 1.30, 1.35]; // Sunday first
    private readonly Random _chance = new(SeedPlan.Chance + 3);
    private int _orderId;
    private int _paymentId;

    public void Fill(BulkInsert orders, BulkInsert payments, Action<int> done)
    {
        var perDay = OrdersPerDay();
        for (var day = 0; day < perDay.Length; day++)
        for (var nth = 0; nth < perDay[day]; nth++)
        {
            Add(TimeWithin(day, nth, perDay[day]), orders, payments);
            done(_orderId);
        }
    }

    private int[] OrdersPerDay()
    {
        var weights = Enumerable.Range(0, SeedPlan.Days).Select(day => (1 + day / 180.0) * Weekdays[(int)Midnight(day).DayOfWeek]).ToArray();
        var perDay = weights.Select(weight => (int)(plan.Orders * weight / weights.Sum())).ToArray();
        perDay[^1] += plan.Orders - perDay.Sum();
        return perDay;
    }

    private static DateTime Midnight(int day) => SeedPlan.Until.AddDays(day - SeedPlan.Days);

    private DateTime TimeWithin(int day, int nth, int of) => Midnight(day).AddSeconds(Math.Floor(86_400.0 * (nth + _chance.NextDouble()) / of));

    private void Add(DateTime at, BulkInsert orders, BulkInsert payments)
    {
        var id = ++_orderId;
        var product = PopularProduct();
        var quantity = Quantity();
        var total = quantity * prices[product];
        var status = Status(at);
        orders.Row(id, 1 + _chance.Next(plan.Users), product, quantity, total, status, SeedPlan.Text(at));
        if (status != "pending")
            payments.Row(++_paymentId, id, Method(), status == "cancelled" ? "refunded" : "paid", total, SeedPlan.Text(at.AddSeconds(_chance.Next(5, 600))));
        else if (_chance.Next(10) == 0)
            payments.Row(++_paymentId, id, Method(), "failed", total, SeedPlan.Text(at.AddSeconds(_chance.Next(5, 600))));
    }

    private int Quantity()
    {
        var roll = _chance.NextDouble();
        return 1 + (int)(4 * roll * roll * roll);
    }

    // Half of all sales fall on about a sixth of the products. The odd factor spreads the popular ones over the catalogue.
    // No Math.Pow: it may differ in the last bit between platforms, and these rows may not.
    private int PopularProduct()
    {
        var roll = _chance.NextDouble();
        var rank = (long)(plan.Products * roll * roll * Math.Sqrt(roll));
        return 1 + (int)(rank * 7_919 % plan.Products);
    }

    private string Status(DateTime at)
    {
        var roll = _chance.NextDouble();
        if (roll < 0.04) return "cancelled";

        var daysAgo = (SeedPlan.Until - at).TotalDays;
        if (roll < 0.06 || daysAgo * 0.4 < roll) return "pending";
        return daysAgo * 0.12 < roll ? "shipped" : "completed";
    }

    private string Method() => _chance.NextDouble() switch
    {
        < 0.56 => "card",
        < 0.78 => "wallet",
        < 0.92 => "transfer",
        _ => "invoice",
    };
}
