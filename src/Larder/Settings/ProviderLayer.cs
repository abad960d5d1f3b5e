using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Larder.Settings;

/// <summary>
/// One provider of a configuration. What kind it is, it says itself, as in <c>GetDebugView()</c>: only the text of an origin depends on that,
/// so the packages of the providers need not be referenced.
/// </summary>
internal sealed class ProviderLayer(IConfigurationProvider provider, IFileProvider? files) : Layer
{
    private readonly string _kind = provider.GetType().Name;
    private readonly string _description = provider.ToString() ?? "";

    public override bool IsEnvironment => _kind == "EnvironmentVariablesConfigurationProvider";

    public override bool TryGet(string key, out string? value) => provider.TryGet(key, out value);

    public override IEnumerable<string> Names(string? key) => provider.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase);

    public override string OriginOf(string key) => _kind switch
    {
        _ when IsEnvironment => $"environment {Quoted()}{Spelled(key).Replace(":", "__", StringComparison.Ordinal)}",
        "CommandLineConfigurationProvider" => "command line",
        "MemoryConfigurationProvider" => "configuration in memory",
        "ChainedConfigurationProvider" => "the host's configuration",
        _ when Quoted() is { Length: > 0 } path => LineOf(path, key) is { } line ? $"{path}:{line}" : path,
        _ => _kind,
    };

    // The file of a file provider, the prefix of the environment's: "JsonConfigurationProvider for 'appsettings.json' (Optional)".
    private string Quoted()
    {
        var first = _description.IndexOf('\'');
        var last = _description.LastIndexOf('\'');
        return last > first ? _description[(first + 1)..last] : "";
    }

    private int? LineOf(string path, string key)
    {
        if (files is null || !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            var file = files.GetFileInfo(path);
            if (!file.Exists) return null;
            using var content = new MemoryStream();
            using (var stream = file.CreateReadStream()) stream.CopyTo(content);
            return JsonLines.Find(content.GetBuffer().AsSpan(0, (int)content.Length), key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;   // the file was taken away meanwhile: its name must do
        }
    }
}
