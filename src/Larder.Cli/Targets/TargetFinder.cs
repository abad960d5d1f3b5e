using System.Text.Json;
using Larder.Cli.Output;
using Larder.Inspection;

namespace Larder.Cli.Targets;

/// <summary>Which cache is meant: what the command line says, then variables, then what runs on this machine, then the settings in this folder.</summary>
internal static class TargetFinder
{
    private const string SettingsFile = "appsettings.json";
    private const string DefaultPath = "/_larder/api";

    /// <exception cref="CommandFailure">There is none, or several.</exception>
    public static ITarget Find(TargetTerms terms)
    {
        if (terms.App is { } app) return OfApp(app, "--app", terms);
        if (terms.Redis is { } redis) return OfRedis(redis, "--redis", terms);
        if (terms.File is { } file) return OfFile(file, "--file", terms);
        if (Variable("LARDER_APP") is { } address) return OfApp(address, "LARDER_APP", terms);
        if (Variable("LARDER_REDIS") is { } url) return OfRedis(url, "LARDER_REDIS", terms);
        var running = Running(terms);
        if (running.Count == 1) return OfLocal(running[0], terms);
        if (running.Count > 1) return OfLocal(Choose(running), terms);
        if (Variable("REDIS_URL") is { } usual) return OfRedis(usual, "REDIS_URL", terms);
        return OfSettings(terms) ?? throw new CommandFailure(
            ExitCode.Unreachable, "LAR700 No cache was found.",
            "Applications in Development are found by themselves, if they call app.MapLarderAdmin().",
            "  larder --app http://localhost:5000 status     another one; its token in LARDER_TOKEN",
            "  larder --redis localhost:6379 --name shop status",
            "  larder --file .larder/shop.db --name shop status");
    }

    /// <summary>Those that run here and answer to what the command line says.</summary>
    public static IReadOnlyList<LocalApp> Running(TargetTerms terms) =>
        [.. LocalApps.Read().Where(app => (terms.ProcessId is not { } id || app.ProcessId == id) && (terms.Name is not { } name || app.Name == name))];

    /// <summary>The application itself; for what only that can tell.</summary>
    public static AppTarget RequireApp(ITarget target) => target as AppTarget
        ?? throw new CommandFailure(ExitCode.Usage, "LAR705 This is known to an application alone, and not where its entries lie.", "Name the application: --app http://localhost:5000");

    private static AppTarget OfApp(string text, string by, TargetTerms terms)
    {
        if (!text.Contains("://", StringComparison.Ordinal)) text = "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CommandFailure(ExitCode.Usage, $"LAR704 \"{Words.Safe(text)}\" is no address of an application.", "For instance: --app http://localhost:5000");
        if (address.AbsolutePath == "/") address = new Uri(address, DefaultPath);
        var local = LocalApps.Read().FirstOrDefault(app => Uri.TryCreate(app.Url, UriKind.Absolute, out var known) && known == address);
        return new AppTarget(address, TokenOf(terms) ?? local?.Token, $"{address} (by {by})", terms);
    }

    private static AppTarget OfLocal(LocalApp app, TargetTerms terms) =>
        new(new Uri(app.Url), app.Token, $"{Words.Safe(app.Name)} · pid {app.ProcessId} · {app.Url} (found by itself)", terms);

    private static DirectTarget OfRedis(string url, string by, TargetTerms terms)
    {
        var known = WithSettings(terms);
        return DirectTarget.OfRedis(url.Contains("://", StringComparison.Ordinal) || url.Contains(',') ? url : $"redis://{url}", $"Redis {WithoutSecret(url)} (by {by})", known);
    }

    private static DirectTarget OfFile(string path, string by, TargetTerms terms) => File.Exists(path)
        ? DirectTarget.OfFile(path, $"{path} (by {by})", WithSettings(terms))
        : throw new CommandFailure(ExitCode.Unreachable, $"LAR701 There is no file {Words.Safe(path)}.");

    private static DirectTarget? OfSettings(TargetTerms terms)
    {
        if (Section() is not { } section) return null;
        var known = WithSettings(terms);
        if (Text(section, "Redis", "Url") is { } url) return DirectTarget.OfRedis(url, $"Redis {WithoutSecret(url)} (by {SettingsFile})", known);
        return Text(section, "Sqlite", "Path") is { } path && File.Exists(path) ? DirectTarget.OfFile(path, $"{path} (by {SettingsFile})", known) : null;
    }

    private static LocalApp Choose(IReadOnlyList<LocalApp> running)
    {
        string[] lines = [.. running.Select(static app => $"  --pid {app.ProcessId}   {Words.Safe(app.Name)}   {app.Url}")];
        var failure = new CommandFailure(ExitCode.Usage, "LAR703 Several applications run here. Which one?", lines);
        if (Console.IsOutputRedirected || Console.IsInputRedirected) throw failure;
        Console.Error.WriteLine(string.Join('\n', lines));
        var answer = Terminal.Ask("Which pid? ");
        return running.FirstOrDefault(app => $"{app.ProcessId}" == answer?.Trim()) ?? throw failure;
    }

    private static string? TokenOf(TargetTerms terms)
    {
        if (terms.TokenFile is not { } file) return Variable("LARDER_TOKEN");
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, $"LAR704 The token can't be read: {unreadable.Message}");
        }
    }

    // Whose keys they are may stand in the settings of the application in this folder.
    private static TargetTerms WithSettings(TargetTerms terms) => terms is { Name: null, KeyPrefix: null } && Section() is { } section
        ? terms with { Name = Text(section, "Name"), KeyPrefix = Text(section, "KeyPrefix") }
        : terms;

    private static JsonElement? Section()
    {
        if (!File.Exists(SettingsFile)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(SettingsFile), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Larder", out var section) && section.ValueKind == JsonValueKind.Object
                ? section.Clone()
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // Then it says nothing of a cache.
        }
    }

    private static string? Text(JsonElement section, params string[] path)
    {
        foreach (var name in path)
            if (section.ValueKind != JsonValueKind.Object || !section.TryGetProperty(name, out section)) return null;
        return section.ValueKind == JsonValueKind.String ? section.GetString() : null;
    }

    private static string WithoutSecret(string url) => Words.Safe(url[(url.LastIndexOf('@') + 1)..].Split('?', ',')[0]);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
