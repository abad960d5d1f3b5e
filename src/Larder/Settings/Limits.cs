namespace Larder.Settings;

/// <summary>Which values make sense.</summary>
internal static class Limits
{
    private const int LongestName = 128;
    private const int LongestPrefix = 256;

    public static Limit<T> Between<T>(T least, T most, ValueFormat<T> format)
    {
        var text = $"{format.Show(least)} to {format.Show(most)}";
        return new(text, value => IsBetween(value) ? null : new Complaint("LAR225", $"Out of range. Use {text}."));

        // NaN compares below everything, so it is out of every range.
        bool IsBetween(T value) => value is null || (Comparer<T>.Default.Compare(least, value) <= 0 && Comparer<T>.Default.Compare(value, most) <= 0);
    }

    public static readonly Limit<string?> Name = new(
        $"letters, digits, . - _; at most {LongestName}",
        static name => name is null || (name.Length <= LongestName && name.All(IsOfName))
            ? null
            : new Complaint("LAR226", $"A name has letters (a to z), digits, dash, dot and underscore, at most {LongestName} of them."));

    public static readonly Limit<string?> KeyPrefix = new(
        $"no control characters; at most {LongestPrefix}",
        static prefix => prefix is null || (prefix.Length <= LongestPrefix && IsPrintable(prefix))
            ? null
            : new Complaint("LAR226", $"A prefix has no control characters and no half surrogate pairs, and at most {LongestPrefix} characters."));

    public static readonly Limit<string?> FilePath = new(
        null,
        static path => path is null || (path.Trim().Length > 0 && IsPrintable(path))
            ? null
            : new Complaint("LAR226", "Not a path. Name a file, e.g. ./.larder/shop.db."));

    public static readonly Limit<string?> Redis = new(null, static url => url is null ? null : RedisAddress.Parse(url).Complaint);

    public static readonly Limit<string?> Host = new(
        "a name or an address, no port",
        static host => host is null ? null
            : host.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is ',' or '?' or '#') || IsWithPort(host)
                || RedisEndpoints.Complain(host) is not null
                ? new Complaint("LAR211", "Not the name or the address of a host. Write redis.example.com, 10.0.0.7 or [::1], and the port into Larder:Redis:Port.")
                : null);

    public static readonly Limit<SharedTierChoice> Choice = new(null, static choice => Enum.IsDefined(choice) ? null : SharedTierNames.Complaint);

    public static readonly Limit<ForeignValues> Foreign = new(null, static choice => Enum.IsDefined(choice) ? null : ForeignValueNames.Complaint);

    public static readonly Limit<WriterHoldFailure> HoldFailure = new(null, static choice => Enum.IsDefined(choice) ? null : HoldFailureNames.Complaint);

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_';

    private static bool IsWithPort(string host) => host.IndexOf(':', Math.Max(host.IndexOf(']'), 0)) >= 0;

    private static bool IsPrintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i])) return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }
        return true;
    }
}
