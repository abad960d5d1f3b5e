using Microsoft.Extensions.Configuration;

namespace Larder.Settings;

/// <summary>A configuration that does not tell what it is made of.</summary>
internal sealed class WholeLayer(IConfiguration configuration) : Layer
{
    public override bool TryGet(string key, out string? value) => (value = configuration[key]) is not null;

    public override IEnumerable<string> Names(string? key) =>
        (key is null ? configuration : configuration.GetSection(key)).GetChildren().Select(static child => child.Key);

    public override string OriginOf(string key) => "the configuration";
}
