namespace Larder.Deploy.Tests.Files;

/// <summary>A service of a compose file.</summary>
internal sealed class ComposeService(string name, Dictionary<object, object?> node)
{
    public string Name => name;

    public string? Image => ComposeFile.Text(node, "image");

    public string? User => ComposeFile.Text(node, "user");

    public bool IsReadOnly => ComposeFile.Text(node, "read_only") == "true";

    public IReadOnlyList<string> Command => node.GetValueOrDefault("command") is List<object> words
        ? [.. words.Cast<string>()]
        : (ComposeFile.Text(node, "command") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> Ports => List("ports");

    public IReadOnlyList<string> Mounts => List("volumes");

    public IReadOnlyList<string> Secrets => List("secrets");

    public IReadOnlyList<string> DroppedRights => List("cap_drop");

    public IReadOnlyList<string> Networks => List("networks");

    public IReadOnlyList<string> Needs => List("depends_on");

    /// <summary>Variables; null: handed on from whoever starts it.</summary>
    public IReadOnlyDictionary<string, string?> Variables =>
        ComposeFile.Map(node, "environment").ToDictionary(pair => (string)pair.Key, pair => pair.Value as string is { Length: > 0 } text ? text : null);

    public IReadOnlyDictionary<string, string?> Build => ComposeFile.Map(node, "build").ToDictionary(pair => (string)pair.Key, pair => pair.Value as string);

    public IReadOnlyList<string> HealthCheck => [.. (ComposeFile.Map(node, "healthcheck").GetValueOrDefault("test") as List<object> ?? []).Cast<string>()];

    public string? HealthSetting(string setting) => ComposeFile.Text(ComposeFile.Map(node, "healthcheck"), setting);

    private IReadOnlyList<string> List(string key) => node.GetValueOrDefault(key) switch
    {
        List<object> items => [.. items.Cast<string>()],
        Dictionary<object, object?> map => [.. map.Keys.Cast<string>()],
        _ => [],
    };
}
