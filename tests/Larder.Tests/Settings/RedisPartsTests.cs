using Larder.Settings;
using Microsoft.Extensions.Logging;

namespace Larder.Tests.Settings;

/// <summary>Redis in parts, as other clients are configured.</summary>
public class RedisPartsTests
{
    [Fact]
    public void The_settings_of_another_client_have_a_place_each()
    {
        var options = Given.Options(
            ("Larder:Redis:Host", "redis-cluster.example.com"), ("Larder:Redis:Port", "6379"), ("Larder:Redis:Password", "s3cret"),
            ("Larder:Redis:Tls:Enabled", "True"), ("Larder:Redis:Tls:Verify", "required"), ("Larder:Redis:MaxConnections", "50"),
            ("Larder:Redis:RetryOnTimeout", "True"), ("Larder:Redis:HealthCheckInterval", "30s"));

        Assert.Equal(("redis-cluster.example.com", 6379, "s3cret"), (options.Redis.Host, options.Redis.Port, options.Redis.Password));
        Assert.Equal((true, RedisCertificateCheck.Required), (options.Redis.Tls.Enabled, options.Redis.Tls.Verify));
        Assert.Equal(TimeSpan.FromSeconds(30), options.Redis.HealthCheckInterval);
    }

    [Fact]
    public void What_has_no_effect_is_said()
    {
        var told = Given.Read(("Larder:Redis:RetryOnTimeout", "true"), ("Larder:Redis:MaxConnections", "50")).Warnings.ToList();

        Assert.Equal(["LAR216", "LAR233"], told.Select(notice => notice.Code).Order(StringComparer.Ordinal));
        Assert.All(told, notice => Assert.Equal(LogLevel.Information, notice.Level));
        Assert.Empty(Given.Read(("Larder:Redis:RetryOnTimeout", "false")).Warnings);
    }

    [Theory]
    [InlineData("Redis:Host", "redis.example.com:6379", "LAR211")]
    [InlineData("Redis:Host", "redis://redis.example.com", "LAR211")]
    [InlineData("Redis:Host", "user@redis.example.com", "LAR211")]
    [InlineData("Redis:Host", "one,other", "LAR211")]
    [InlineData("Redis:Port", "0", "LAR225")]
    [InlineData("Redis:Port", "65536", "LAR225")]
    [InlineData("Redis:Port", "tcp://10.0.0.1:6379", "LAR223")]
    [InlineData("Redis:Tls:Enabled", "maybe", "LAR234")]
    [InlineData("Redis:Tls:Verify", "sometimes", "LAR235")]
    [InlineData("Redis:Tls:CaFile", "a\nb", "LAR226")]
    [InlineData("Redis:HealthCheckInterval", "30", "LAR221")]
    [InlineData("Redis:HealthCheckInterval", "10ms", "LAR225")]
    [InlineData("Redis:ConnectTimeout", "1h", "LAR225")]
    [InlineData("Redis:RetryOnTimeout", "often", "LAR234")]
    public void What_can_not_be_taken_is_refused(string setting, string text, string code)
    {
        var found = Given.Read(($"Larder:{setting}", text));
        var options = new CacheOptions();
        found.Apply(options);

        Assert.Equal(code, Assert.Single(found.Problems.Concat(OptionsRules.Check(options, found))).Code);
    }

    [Theory]
    [InlineData("Host", "other")]
    [InlineData("Port", "6380")]
    public void A_URL_and_a_place_beside_it_contradict_each_other(string setting, string text)
    {
        var found = Given.Read(("REDIS_URL", "redis://one:6379"), ($"Larder:Redis:{setting}", text));
        var options = new CacheOptions();
        found.Apply(options);

        var problem = Assert.Single(OptionsRules.Check(options, found));
        Assert.Equal("LAR212", problem.Code);
        Assert.Contains("Contradicts Larder:Redis:Url, which says where Redis is", problem.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[::1]")]
    [InlineData("10.0.0.7")]
    [InlineData("redis")]
    public void A_host_is_a_name_or_an_address(string host) => Assert.Equal(host, Given.Options(("Larder:Redis:Host", host)).Redis.Host);

    [Fact]
    public void A_password_that_code_sets_takes_back_the_file()
    {
        using var folder = new SettingsFolder();
        var path = Path.Combine(folder.Path, "password");
        File.WriteAllText(path, "of the file\n");
        var options = Given.Options(("Larder:Redis:PasswordFile", path));
        Assert.Equal((path, "of the file"), (options.Redis.PasswordFile, options.Redis.Password));

        options.Redis.Password = "of the code";

        Assert.Equal((null, "of the code"), (options.Redis.PasswordFile, options.Redis.Password));
    }
}
