using Larder.Deploy.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Larder.Deploy.Tests.Files;

/// <summary>A compose file with those laid over it, as <c>docker compose -f one -f other</c> reads them.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object?> _root;

    private ComposeFile(Dictionary<object, object?> root) => _root = root;

    public IReadOnlyDictionary<string, ComposeService> Services =>
        Map(_root, "services").ToDictionary(pair => (string)pair.Key, pair => new ComposeService((string)pair.Key, (Dictionary<object, object?>)pair.Value!));

    /// <summary>The files of the secrets by name, in full.</summary>
    public IReadOnlyDictionary<string, string> Secrets =>
        Map(_root, "secrets").ToDictionary(pair => (string)pair.Key, pair => Deployment.PathOf(Text(Map(pair.Value), "file")!));

    public IReadOnlyList<string> Networks => [.. Map(_root, "networks").Keys.Cast<string>()];

    public IReadOnlyList<string> Volumes => [.. Map(_root, "volumes").Keys.Cast<string>()];

    public static ComposeFile Read(params string[] names) => new(names.Select(ReadOne).Aggregate(Lay));

    public string? NetworkSetting(string network, string setting) => Text(Map(Map(_root, "networks").GetValueOrDefault(network)), setting);

    public static Dictionary<object, object?> Map(object? node) => node as Dictionary<object, object?> ?? [];

    public static Dictionary<object, object?> Map(Dictionary<object, object?> node, string name) => Map(node.GetValueOrDefault(name));

    public static string? Text(Dictionary<object, object?> node, string name) => node.GetValueOrDefault(name) as string;

    private static Dictionary<object, object?> ReadOne(string name)
    {
        using var text = new StreamReader(Deployment.PathOf(name));
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(text)));
        return read ?? throw new InvalidOperationException($"{name} is empty.");
    }

    // Maps are joined, lists are added to, and of anything else the later one counts; a command is no list to add to.
    private static Dictionary<object, object?> Lay(Dictionary<object, object?> below, Dictionary<object, object?> above)
    {
        var joined = new Dictionary<object, object?>(below);
        foreach (var (name, value) in above)
            joined[name] = (below.GetValueOrDefault(name), value) switch
            {
                (Dictionary<object, object?> one, Dictionary<object, object?> other) => Lay(one, other),
                (List<object> one, List<object> other) when name is not ("command" or "test") => one.Concat(other).Distinct().ToList(),
                _ => value,
            };
        return joined;
    }
}
