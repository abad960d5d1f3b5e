using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Larder.Settings;

/// <summary>The settings of this application; none where it has no configuration.</summary>
internal sealed class SettingsSource(IConfiguration? configuration = null, IHostEnvironment? environment = null)
{
    public SettingsResult Read(string cacheName) => configuration is null
        ? SettingsResult.Empty
        : new SettingsReader(
            configuration,
            environment?.IsDevelopment() == true ? SettingsStrictness.Strict : SettingsStrictness.Lenient,
            environment?.ContentRootFileProvider).Read(cacheName);
}
