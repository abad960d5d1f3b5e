namespace Larder.Settings;

/// <summary>The shared tiers as settings write them.</summary>
internal static class SharedTierNames
{
    private static readonly (string Name, SharedTierChoice Choice)[] All =
    [
        ("auto", SharedTierChoice.Auto), ("none", SharedTierChoice.None), ("sqlite", SharedTierChoice.Sqlite), ("redis", SharedTierChoice.Redis),
    ];

    public static Complaint Complaint { get; } = new("LAR224", "Not a shared tier. Use auto, none, sqlite or redis.");

    public static bool TryParse(string text, out SharedTierChoice choice)
    {
        foreach (var (name, found) in All)
        {
            choice = found;
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return true;
        }
        choice = default;
        return false;
    }

    /// <summary>The name, or the number of a value that is none of them.</summary>
    public static string Format(SharedTierChoice choice) =>
        Array.Find(All, tier => tier.Choice == choice) is { Name: { } name } ? name : choice.ToString();
}
