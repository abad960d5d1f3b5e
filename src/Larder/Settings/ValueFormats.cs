using System.Globalization;

namespace Larder.Settings;

/// <summary>The kinds of values that there are.</summary>
internal static class ValueFormats
{
    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    private const string Hidden = "***";
    private const string Durations = "5m, 90s, 1h30m, 00:05:00 or PT5M";

    public static readonly ValueFormat<TimeSpan> Duration = new(
        "duration",
        static text => DurationText.TryParse(text, out var value) ? (value, null) : (default, NotADuration(text)),
        DurationText.Format)
    {
        InVariables = new(
            "seconds or duration",
            static text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? (TimeSpan.FromSeconds(seconds), null)
                : DurationText.TryParse(text, out var value) ? (value, null)
                : (default, new Complaint("LAR221", $"Not a duration. Use seconds, e.g. 300, or {Durations}.")),
            DurationText.Format),
    };

    public static readonly ValueFormat<TimeSpan?> OptionalDuration = Optional(Duration);

    public static readonly ValueFormat<long> Size = new(
        "size",
        static text => SizeText.TryParse(text, out var value)
            ? (value, null)
            : (default, new Complaint("LAR222", "Not a size. Use 128MB, 4KB, 1GB or a number of bytes.")),
        SizeText.Format);

    public static readonly ValueFormat<int> SmallSize = new(
        "size",
        static text => !SizeText.TryParse(text, out var value)
            ? (default, new Complaint("LAR222", "Not a size. Use 1MB, 64KB or a number of bytes."))
            : (int.CreateSaturating(value), null),
        static value => SizeText.Format(value));

    public static readonly ValueFormat<int> WholeNumber = new(
        "number",
        static text => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? (value, null)
            : (default, new Complaint("LAR223", "Not a whole number.")),
        static value => value.ToString(CultureInfo.InvariantCulture));

    public static readonly ValueFormat<int?> OptionalNumber = Optional(WholeNumber);

    public static readonly ValueFormat<bool> YesOrNo = new(
        "true, false",
        static text => bool.TryParse(text.Trim(), out var value) ? (value, null) : (default, new Complaint("LAR358", "Neither true nor false.")),
        static value => value ? "true" : "false");

    public static readonly ValueFormat<double> Share = new(
        "share",
        static text => double.TryParse(text.Trim(), Decimals, CultureInfo.InvariantCulture, out var value)
            ? (value, null)
            : (default, new Complaint("LAR223", "Not a number. Use a point for the decimals, e.g. 0.05.")),
        static value => value.ToString(CultureInfo.InvariantCulture));

    public static readonly ValueFormat<SharedTierChoice> TierChoice = new(
        "auto, none, sqlite, redis",
        static text => SharedTierNames.TryParse(text.Trim(), out var value) ? (value, null) : (default, SharedTierNames.Complaint),
        SharedTierNames.Format);

    public static readonly ValueFormat<ForeignValues> Foreign = new(
        "ignore, read",
        static text => ForeignValueNames.TryParse(text.Trim(), out var value) ? (value, null) : (default, ForeignValueNames.Complaint),
        ForeignValueNames.Format);

    public static readonly ValueFormat<WriterHoldFailure> HoldFailure = new(
        "write-and-owe, fail-write",
        static text => HoldFailureNames.TryParse(text.Trim(), out var value) ? (value, null) : (default, HoldFailureNames.Complaint),
        HoldFailureNames.Format);

    public static readonly ValueFormat<string?> Text = new("text", static text => (text, null), static value => value);

    public static readonly ValueFormat<string?> TextOrEmpty = new("text, may be empty", static text => (text, null), static value => value)
    {
        TakesEmpty = true,
    };

    public static readonly ValueFormat<string?> RedisUrl = new("URL", static text => (text.Trim(), null), static value => value)
    {
        Mask = RedisSecrets.Mask,
    };

    public static readonly ValueFormat<string?> Secret = new("text, never shown", static text => (text, null), static _ => Hidden)
    {
        Mask = static _ => Hidden,
    };

    public static readonly ValueFormat<SecretFile?> SecretFile = new("path of a file", SecretFiles.Read, static _ => null);

    public static readonly ValueFormat<bool?> OptionalSwitch = Optional(new ValueFormat<bool>(
        "true, false",
        static text => text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "1" => (true, null),
            "false" or "no" or "off" or "0" => (false, null),
            _ => (default, new Complaint("LAR234", "Neither true nor false.")),
        },
        static value => value ? "true" : "false"));

    public static readonly ValueFormat<RedisCertificateCheck?> OptionalCertificateCheck = Optional(new ValueFormat<RedisCertificateCheck>(
        "required, ca, none",
        static text => CertificateCheckNames.TryParse(text.Trim(), out var value) ? (value, null) : (default, CertificateCheckNames.Complaint),
        CertificateCheckNames.Format));

    private static ValueFormat<T?> Optional<T>(ValueFormat<T> format)
        where T : struct =>
        new(
            format.Name,
            text => format.TryParse(text, out var value, out var complaint) ? (value, null) : (null, complaint),
            value => value is { } some ? format.Show(some) : null)
        {
            InVariables = format.InVariables is { } inVariables ? Optional(inVariables) : null,
        };

    private static Complaint NotADuration(string text) =>
        text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit)
            ? new("LAR221", $"Not a duration: the unit is missing. Did you mean {text}s? Use {Durations}.")
            : new("LAR221", $"Not a duration. Use {Durations}.");
}
