using System.Globalization;
using Bogus;

namespace Storefront.Store.Seeding;

/// <summary>The customers; the first ones are test users with names that are easy to type.</summary>
internal static class UserRows
{
    public static void Fill(BulkInsert insert, int count)
    {
        var faker = new Faker("en") { Random = new Randomizer(SeedPlan.Chance + 2) };
        var person = new Randomizer(SeedPlan.Chance + 5);
        for (var id = 1; id <= count; id++)
        {
            var isTest = id <= SeedPlan.TestUsers;
            var username = id == SeedCredentials.AdminId ? "admin" : isTest ? $"test{id:D2}" : $"user{id:D3}";
            var birthday = new DateOnly(1950, 1, 1).AddDays(person.Int(0, 20_000));
            var created = SeedPlan.Until.AddDays(-SeedPlan.Days).AddMinutes(-faker.Random.Int(1, 700_000));
            insert.Row(
                id, username, $"{username}@example.com", faker.Name.FullName(), id == SeedCredentials.AdminId ? "admin" : "customer", isTest ? 1 : 0,
                SeedPlan.Text(created), null, SeedCredentials.PasswordHash, person.Bool() ? $"/avatars/{id}.png" : null, AgeOn(SeedPlan.Until, birthday),
                birthday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    private static int AgeOn(DateTime day, DateOnly birthday)
    {
        var age = day.Year - birthday.Year;
        return birthday.AddYears(age) > DateOnly.FromDateTime(day) ? age - 1 : age;
    }
}
