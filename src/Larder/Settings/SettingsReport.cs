namespace Larder.Settings;

/// <summary>All problems of one cache as one text.</summary>
internal static class SettingsReport
{
    public static string Text(string cacheName, IReadOnlyCollection<SettingsProblem> problems)
    {
        var cache = cacheName.Length == 0 ? "Larder" : $"Larder's cache \"{cacheName}\"";
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        return string.Join("\n\n", [$"{cache} is not configured correctly: {count}.", .. InOrder(problems).Select(problem => problem.ToString())]);
    }

    public static IEnumerable<SettingsProblem> InOrder(IEnumerable<SettingsProblem> problems) =>
        problems.OrderByDescending(problem => problem.Level).ThenBy(problem => problem.Code, StringComparer.Ordinal);
}
