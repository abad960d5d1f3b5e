using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Larder.Settings;

/// <summary>What a configuration is made of, from what is overridden to what wins.</summary>
internal static class Layers
{
    public static IReadOnlyList<Layer> Of(IConfiguration configuration, IFileProvider? files) =>
        configuration is IConfigurationRoot root
            ? [.. root.Providers.Select(provider => new ProviderLayer(provider, files))]
            : [new WholeLayer(configuration)];
}
