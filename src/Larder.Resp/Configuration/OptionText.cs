using System.Globalization;

namespace Larder.Resp.Configuration;

/// <summary>Values of options, the same in every culture.</summary>
internal static class OptionText
{
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary><c>250ms</c>, <c>5s</c>, <c>1m</c>; or a bare number, if the option's own unit is known.</summary>
    public static TimeSpan? Duration(string text, TimeSpan? unitOfBareNumber)
    {
        if (TryNumber(text, out var bare)) return unitOfBareNumber is { } unit ? Positive(unit * bare) : null;
        foreach (var (unit, milliseconds) in Units)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && TryNumber(text[..^unit.Length], out var count))
                return Positive(TimeSpan.FromMilliseconds(count * milliseconds));
        return null;
    }

    public static bool? Flag(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "1" => true,
        "false" or "no" or "off" or "0" => false,
        _ => null,
    };

    public static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number < 1e9;

    private static TimeSpan? Positive(TimeSpan time) => time > TimeSpan.Zero ? time : null;
}
