using Larder.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Larder.Tests.Settings;

/// <summary>The parts together, as an application registers them.</summary>
public class CacheOptionsValidatorTests
{
    [Fact]
    public void Options_come_from_the_configuration_and_code_has_the_last_word()
    {
        using var host = Build(options => options.Jitter = 0.2, ("Larder:Jitter", "0.1"), ("Larder:StaleFor", "1m"));

        var options = host.Services.GetRequiredService<IOptions<CacheOptions>>().Value;

        Assert.Equal(0.2, options.Jitter);
        Assert.Equal(TimeSpan.FromMinutes(1), options.StaleFor);
    }

    [Fact]
    public void A_named_cache_gets_its_own_options()
    {
        using var host = Build(null, ("Larder:StaleFor", "1m"), ("Larder:Caches:sessions:StaleFor", "2m"));
        var monitor = host.Services.GetRequiredService<IOptionsMonitor<CacheOptions>>();

        Assert.Equal(TimeSpan.FromMinutes(1), monitor.CurrentValue.StaleFor);
        Assert.Equal(TimeSpan.FromMinutes(2), monitor.Get("sessions").StaleFor);
        Assert.Equal(TimeSpan.FromMinutes(1), monitor.Get("other").StaleFor);
    }

    [Fact]
    public void What_the_reader_found_and_what_code_set_are_told_in_one_exception()
    {
        using var host = Build(options => options.Jitter = 0.7, ("Larder:StaleFor", "ten"), ("Larder:Redis:Url", "redis://h/1"), ("Larder:Redis:Database", "2"));

        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<CacheOptions>>().Value);

        Assert.Equal("""
            Larder is not configured correctly: 3 problems.

             LAR212  Larder:Redis:Database = "2"                                             from configuration in memory
                     Contradicts Larder:Redis:Url, which names database 1 (from configuration in memory).
                     Leave one of the two out.

             LAR221  Larder:StaleFor = "ten"                                                 from configuration in memory
                     Not a duration. Use 5m, 90s, 1h30m, 00:05:00 or PT5M.

             LAR225  Larder:Jitter = "0.7"                                                   from code
                     Out of range. Use 0 to 0.5.
            """, error.Message, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_database_of_counters_that_contradicts_their_URL_is_told()
    {
        using var host = Build(static _ => { }, ("Larder:Redis:CountersUrl", "redis://c/1"), ("Larder:Redis:CountersDatabase", "2"));

        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<CacheOptions>>().Value);

        Assert.Equal("""
            Larder is not configured correctly: 1 problem.

             LAR212  Larder:Redis:CountersDatabase = "2"                                     from configuration in memory
                     Contradicts Larder:Redis:CountersUrl, which names database 1 (from configuration in memory).
                     Leave one of the two out.
            """, error.Message, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("redis://c/1", "1")]
    [InlineData("redis://c", "2")]
    public void A_database_of_counters_that_their_URL_leaves_open_or_repeats_is_none(string url, string database)
    {
        using var host = Build(static _ => { }, ("Larder:Redis:CountersUrl", url), ("Larder:Redis:CountersDatabase", database));

        Assert.NotNull(host.Services.GetRequiredService<IOptions<CacheOptions>>().Value);
    }

    public static TheoryData<string, Action<CacheOptions>> BadInCode => new()
    {
        { "LAR225  Larder:NegativeExpiration = \"-1s\"", options => options.NegativeExpiration = TimeSpan.FromSeconds(-1) },
        { "LAR225  Larder:Jitter = \"NaN\"", options => options.Jitter = double.NaN },
        { "LAR225  Larder:Expiration:Default = \"0s\"", options => options.Expiration = TimeSpan.Zero },
        { "LAR225  Larder:Expiration:Dashboard = \"-5m\"", options => options.Expirations["Dashboard"] = TimeSpan.FromMinutes(-5) },
        { "LAR225  Larder:StalenessBound = \"5ms\"", options => options.StalenessBound = TimeSpan.FromMilliseconds(5) },
        { "LAR226  Larder:KeyPrefix = \"a?\"", options => options.KeyPrefix = "a\0" },
        { "LAR226  Larder:KeyPrefix = \"?\"", options => options.KeyPrefix = "\uD800" },
        { "LAR226  Larder:Name = \"a b\"", options => options.Name = "a b" },
        { "LAR226  Larder:Sqlite:Path = \" \"", options => options.Sqlite.Path = " " },
        { "LAR224  Larder:SharedTier = \"9\"", options => options.SharedTier = (SharedTierChoice)9 },
        { "LAR211  Larder:Redis:Url = \"redis//:***@h\"", options => options.Redis.Url = "redis//:TOPSECRET@h" },
        { "LAR225  Larder:Redis:Database = \"-1\"", options => options.Redis.Database = -1 },
    };

    [Theory, MemberData(nameof(BadInCode))]
    public void A_bad_value_in_code_is_found_too(string start, Action<CacheOptions> change)
    {
        using var host = Build(change);

        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<CacheOptions>>().Value);

        Assert.StartsWith($"Larder is not configured correctly: 1 problem.\n\n {start}", error.Message, StringComparison.Ordinal);
        Assert.Contains("from code", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_configuration_the_built_in_values_hold()
    {
        using var provider = Register(new ServiceCollection()).BuildServiceProvider();

        Assert.Equal(0.05, provider.GetRequiredService<IOptions<CacheOptions>>().Value.Jitter);
    }

    [Fact]
    public void An_expiration_that_code_takes_away_is_no_mistake()
    {
        using var host = Build(options => options.Expirations.Clear());

        Assert.Empty(host.Services.GetRequiredService<IOptions<CacheOptions>>().Value.Expirations);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public void An_unknown_key_stops_the_application_in_development_only(string environment, bool stops)
    {
        var log = new LogLines();
        using var host = Build(environment, log, null, ("Larder:Colour", "x"), ("REDIS_MAX_CONNECTIONS", "20"));
        var options = host.Services.GetRequiredService<IOptionsMonitor<CacheOptions>>();

        if (stops) Assert.Throws<OptionsValidationException>(() => options.CurrentValue);
        else Assert.NotNull(options.CurrentValue);

        string[] expected =
        [
            "Warning LAR231 Larder:Colour is not a known setting (from configuration in memory). Known settings of Larder: Name,",
            "Information LAR216 Larder:Redis:MaxConnections = \"20\" (from configuration in memory (REDIS_MAX_CONNECTIONS)). Accepted,",
        ];
        if (stops) expected = expected[1..];
        Assert.Equal(expected, log.Lines.Zip(expected, (line, start) => line[..Math.Min(line.Length, start.Length)]));
    }

    [Fact]
    public void A_notice_is_logged_once_however_often_options_are_made()
    {
        var log = new LogLines();
        using var host = Build("Production", log, null, ("Larder:Colour", "x"));
        for (var i = 0; i < 3; i++)
        {
            using var scope = host.Services.CreateScope();
            _ = scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<CacheOptions>>().Value;
        }

        Assert.Single(log.Lines);
    }

    private static IHost Build(Action<CacheOptions>? code, params (string Key, string? Value)[] values) => Build("Production", new LogLines(), code, values);

    private static IHost Build(string environment, LogLines log, Action<CacheOptions>? code, params (string Key, string? Value)[] values)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(values.ToDictionary(value => value.Key, value => value.Value));
        builder.Logging.AddProvider(log);
        Register(builder.Services);
        if (code is not null) builder.Services.PostConfigureAll(code);
        return builder.Build();
    }

    private static IServiceCollection Register(IServiceCollection services) => services
        .AddOptions()
        .AddSingleton<SettingsSource>()
        .AddSingleton<IConfigureOptions<CacheOptions>, ConfigureCacheOptions>()
        .AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
}
