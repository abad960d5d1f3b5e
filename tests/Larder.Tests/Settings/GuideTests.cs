using Larder.Settings;

namespace Larder.Tests.Settings;

/// <summary>The guide lists what there is: its table is the table of the code.</summary>
public class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository(), "docs", "guide", "configuration.md"));

    [Fact]
    public void The_guide_lists_every_setting_as_the_code_has_it()
    {
        var listed = string.Join('\n', Guide.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| `Larder:", StringComparison.Ordinal)));
        var rows = string.Join('\n', SettingsTable.All.Select(Row));

        if (rows != listed) Assert.Fail($"The table in docs/guide/configuration.md must be:\n{rows}");
    }

    [Fact]
    public void The_guide_lists_every_variable_of_the_documents()
    {
        Assert.All(
            SettingsTable.All.Where(setting => setting.Variable is not null),
            setting => Assert.Contains($"| `{setting.Variable}` | `{setting.Key}` |", Guide, StringComparison.Ordinal));
    }

    private static string Row(Setting setting)
    {
        var byDefault = setting.Show(new CacheOptions()) is { Length: > 0 } text ? $"`{text}`" : "";
        var range = setting.Range is { } limit ? $"{setting.Takes}; {limit}" : setting.Takes;
        return $"| `{setting.Key}` | {range} | {byDefault} | {setting.Meaning} |";
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Larder.slnx"))) return folder.FullName;
        throw new InvalidOperationException("Larder.slnx is in no folder above the tests.");
    }
}
