using System.Globalization;

namespace Storefront.Lab;

/// <summary>A number that the lab is given.</summary>
internal static class LabNumber
{
    /// <summary>The whole number of a text; null when it is none, or not from the one to the other.</summary>
    public static int? Read(string? text, int otherwise, int from, int to) =>
        string.IsNullOrEmpty(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number : null;
}
