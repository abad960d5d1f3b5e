using System.Globalization;
using Larder.Hosting;
using Larder.Lists;
using Larder.Records;

namespace Storefront.Users;

/// <summary>How users are cached, and what may be asked of them.</summary>
internal static class UserRules
{
    public const string IdRule = "A user's id is a whole number from 1 to 2147483647. Example: /api/users/42";

    public const string EmailRule = "An e-mail has 3 to 254 characters and an @, and no control character. Example: /api/users/by-email/test07@example.com";

    public const string RangeRule = "skip is a whole number from 0, limit one from 1 to 200. Example: /api/users?skip=0&limit=100";

    private const int MostAtOnce = 200;
    private const int DefaultLimit = 100;

    public static void AddUsers(this LarderBuilder cache) => cache.AddRecords<User, int>("user", user => user.Id, records =>
    {
        records.Keys = RecordKeyStyle.Plain;
        records.FindBy(user => user.Email, static email => email.ToLowerInvariant());
    });

    public static bool TryId(string? text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id >= 1;

    public static bool IsEmail(string text) => text.Length is >= 3 and <= 254 && text.Contains('@', StringComparison.Ordinal) && !text.Any(char.IsControl);

    public static bool TryRange(string? skip, string? limit, out PageRange range)
    {
        range = default;
        if (!TryNumber(skip, 0, out var from) || !TryNumber(limit, DefaultLimit, out var count) || count is < 1 or > MostAtOnce) return false;
        range = new PageRange(from, count);
        return true;
    }

    private static bool TryNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
