using Bogus;

namespace Storefront.Store.Seeding;

/// <summary>The goods, with prices from 2 to some hundreds.</summary>
internal static class ProductRows
{
    public static long[] Fill(BulkInsert insert, int count, Action<int> done)
    {
        var chance = new Randomizer(SeedPlan.Chance + 1);
        var assortment = new Assortment(chance);
        var prices = new long[count + 1];
        for (var id = 1; id <= count; id++)
        {
            var (name, category, description) = assortment.Next();
            prices[id] = Price(chance);
            insert.Row(id, $"SKU-{id:D6}", name, category, description, prices[id], chance.Int(0, 500));
            done(id);
        }

        return prices;
    }

    // Many cheap things and few dear ones; the end of .90 or .50 that shops like.
    private static long Price(Randomizer chance)
    {
        var euros = 2 + (long)(chance.Double() * chance.Double() * chance.Double() * 600);
        return euros * 100 + (chance.Bool() ? 90 : 50);
    }
}
