using Larder.Redis.Hosting;

namespace Larder.Redis.Tests;

public sealed class ConnectionSettingsTests
{
    [Fact]
    public void What_the_settings_say_beside_the_address_goes_before_it()
    {
        var options = new CacheOptions { Name = "shop", CommandTimeout = TimeSpan.FromMilliseconds(70) };
        options.Redis.Url = "redis://cache.example.com:6380/3";
        options.Redis.Database = 5;

        var settings = ConnectionSettings.Of(options);

        Assert.Equal((5, "shop", options.CommandTimeout), (settings.Database, settings.ClientName, settings.CommandTimeout));
        Assert.Equal("cache.example.com", Assert.IsType<System.Net.DnsEndPoint>(Assert.Single(settings.EndPoints)).Host);
    }
}
