using System.Globalization;

namespace Storefront.Products;

/// <summary>Which part of a list is asked for.</summary>
internal sealed record ListRange(int Skip, int Limit)
{
    public const int MaxLimit = 200;
    private const int DefaultLimit = 100;

    private static readonly ListRange First = new(0, DefaultLimit);

    /// <summary>Reads the query's two numbers; what is not given has its default.</summary>
    /// <param name="skip">The text after <c>skip=</c>.</param>
    /// <param name="limit">The text after <c>limit=</c>.</param>
    /// <param name="range">The part.</param>
    /// <returns>Null, or a sentence that says what is wrong.</returns>
    public static string? Read(string? skip, string? limit, out ListRange range)
    {
        range = First;
        List<string> problems = [];
        if (!TryNumber(skip, 0, int.MaxValue, 0, out var from)) problems.Add("skip must be a whole number from 0");
        if (!TryNumber(limit, 1, MaxLimit, DefaultLimit, out var count)) problems.Add($"limit must be a whole number from 1 to {MaxLimit}");
        if (problems.Count > 0) return $"{string.Join("; ", problems)}. Example: /products?skip=200&limit=100";

        range = new(from, count);
        return null;
    }

    private static bool TryNumber(string? text, int from, int to, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= from && number <= to);
    }
}
