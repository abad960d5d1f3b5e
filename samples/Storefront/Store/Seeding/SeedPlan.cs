using Storefront.Settings;

namespace Storefront.Store.Seeding;

/// <summary>What a new database gets. Everything follows from these numbers and a fixed seed, so two machines get the same rows.</summary>
internal sealed record SeedPlan(int Products, int Users, int Orders)
{
    /// <summary>The first seed of chance; each table adds its own number, so that none depends on the length of another.</summary>
    public const int Chance = 20_260_401;

    /// <summary>How many of the users are test users: the first ones.</summary>
    public const int TestUsers = 30;

    /// <summary>Orders were placed in the 90 days before this moment; the data has no other clock.</summary>
    public static readonly DateTime Until = new(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc);

    public const int Days = 90;

    public static SeedPlan Of(StorefrontOptions options) => new(options.Products, options.Users, options.Orders);

    public static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
