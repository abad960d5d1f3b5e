using Larder.Settings;
using Microsoft.Extensions.Configuration;

namespace Larder.Tests.Settings;

[Collection(Variables.Collection)]
public class OriginTests
{
    private const string Wrong = "wrong";

    [Fact]
    public void A_file_is_named_with_the_line()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.Production.json", """
            {
              // comments and trailing commas are allowed
              "Logging": { "LogLevel": "Debug" },
              "Larder": {
                "StaleFor": "wrong",
              },
            }
            """);

        Assert.Equal("appsettings.Production.json:5", OnlyOrigin(folder.Read()));
    }

    [Fact]
    public void A_file_that_is_gone_is_named_without_a_line()
    {
        using var folder = new SettingsFolder();
        var path = folder.Write("appsettings.json", """{ "Larder": { "StaleFor": "wrong" } }""");
        var configuration = folder.Build();

        File.Delete(path);

        Assert.Equal("appsettings.json", OnlyOrigin(new SettingsReader(configuration, SettingsStrictness.Strict).Read("")));
        Assert.Equal("appsettings.json", OnlyOrigin(
            new SettingsReader(configuration, SettingsStrictness.Strict, new Microsoft.Extensions.FileProviders.PhysicalFileProvider(folder.Path)).Read("")));
    }

    [Theory]
    [InlineData("Larder__StaleFor", "environment Larder__StaleFor")]
    [InlineData("LARDER__STALEFOR", "environment LARDER__STALEFOR")]
    [InlineData("LARDER_STALE_FOR", "environment LARDER_STALE_FOR")]
    [InlineData("CACHE_TTL_LONG", "CACHE_TTL_LONG")]
    [InlineData("SESSION_MAX_AGE", "SESSION_MAX_AGE")]
    [InlineData("REDIS_DB", "REDIS_DB")]
    [InlineData("ConnectionStrings__redis", "environment ConnectionStrings__redis", "redis://")]
    public void A_variable_is_named_as_it_is_spelled(string variable, string origin, string text = Wrong)
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables((variable, text));
        var found = folder.Read();
        var options = new CacheOptions();
        found.Apply(options);

        Assert.Equal(origin, Assert.Single(found.Problems.Concat(OptionsRules.Check(options, found))).Origin);
    }

    [Fact]
    public void A_prefix_that_the_host_takes_off_is_put_back()
    {
        using var variables = new Variables(("ASPNETCORE_Larder__StaleFor", Wrong));
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build();

        Assert.Equal("environment ASPNETCORE_Larder__StaleFor", OnlyOrigin(new SettingsReader(configuration, SettingsStrictness.Strict).Read("")));
    }

    [Fact]
    public void A_variable_of_the_documents_outside_the_environment_is_named_with_its_place()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.json", """{ "CACHE_TTL_SHORT": "wrong" }""");

        Assert.Equal("appsettings.json:1 (CACHE_TTL_SHORT)", OnlyOrigin(folder.Read()));
        Assert.Equal("command line (CACHE_TTL_SHORT)", OnlyOrigin(folder.Read(commandLine: "--CACHE_TTL_SHORT=wrong")));
    }

    [Fact]
    public void Memory_and_the_hosts_own_configuration_are_named()
    {
        var inMemory = Given.Configuration(("Larder:StaleFor", Wrong));
        var chained = new ConfigurationBuilder().AddConfiguration(inMemory).Build();

        Assert.Equal("configuration in memory", OnlyOrigin(new SettingsReader(inMemory, SettingsStrictness.Strict).Read("")));
        Assert.Equal("the host's configuration", OnlyOrigin(new SettingsReader(chained, SettingsStrictness.Strict).Read("")));
    }

    private static string OnlyOrigin(SettingsResult found) => Assert.Single(found.Problems).Origin;
}
