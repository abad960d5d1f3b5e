using Larder.Settings;
using Microsoft.Extensions.Configuration;

namespace Larder.Tests.Settings;

/// <summary>Settings without files and variables.</summary>
internal static class Given
{
    public static IConfigurationRoot Configuration(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(value => value.Key, value => value.Value)).Build();

    public static SettingsResult Read(params (string Key, string? Value)[] values) =>
        new SettingsReader(Configuration(values), SettingsStrictness.Strict).Read("");

    public static CacheOptions Options(params (string Key, string? Value)[] values)
    {
        var found = Read(values);
        Assert.Empty(found.Problems);
        var options = new CacheOptions();
        found.Apply(options);
        return options;
    }
}
