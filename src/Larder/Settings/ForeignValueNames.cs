namespace Larder.Settings;

/// <summary>What becomes of foreign values, as settings write it.</summary>
internal static class ForeignValueNames
{
    public static Complaint Complaint { get; } = new("LAR228", "Not a way to treat foreign values. Use ignore or read.");

    public static bool TryParse(string text, out ForeignValues choice) => Enum.TryParse(text, ignoreCase: true, out choice) && !int.TryParse(text, out _);

    public static string Format(ForeignValues choice) => choice.ToString().ToLowerInvariant();
}
