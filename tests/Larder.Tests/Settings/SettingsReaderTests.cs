using Larder.Settings;

namespace Larder.Tests.Settings;

public class SettingsReaderTests
{
    private static readonly Dictionary<string, (string Text, Func<CacheOptions, object?> Get, object Expected)> Known = new()
    {
        ["Name"] = ("shop-1.x_y", options => options.Name, "shop-1.x_y"),
        ["KeyPrefix"] = ("s:", options => options.KeyPrefix, "s:"),
        ["Expiration:Default"] = ("2h", options => options.Expiration, TimeSpan.FromHours(2)),
        ["Expiration:Short"] = ("1m", options => options.Expirations["Short"], TimeSpan.FromMinutes(1)),
        ["Expiration:Long"] = ("48h", options => options.Expirations["Long"], TimeSpan.FromHours(48)),
        ["StaleFor"] = ("0", options => options.StaleFor, TimeSpan.Zero),
        ["RefreshAhead"] = ("30s", options => options.RefreshAhead, TimeSpan.FromSeconds(30)),
        ["NegativeExpiration"] = ("10s", options => options.NegativeExpiration, TimeSpan.FromSeconds(10)),
        ["Jitter"] = ("0.2", options => options.Jitter, 0.2),
        ["Memory:MaxBytes"] = ("64MB", options => options.MemoryBytes, 64L << 20),
        ["Memory:MaxEntries"] = ("5000", options => options.MemoryEntries, 5000),
        ["MaxKeyLength"] = ("512", options => options.MaxKeyLength, 512),
        ["MaxValueBytes"] = ("2MB", options => options.MaxValueBytes, 2 << 20),
        ["CompressAbove"] = ("64KB", options => options.CompressAbove, 64 << 10),
        ["LoadTimeout"] = ("5s", options => options.LoadTimeout, TimeSpan.FromSeconds(5)),
        ["SoftTimeout"] = ("200ms", options => options.SoftTimeout, TimeSpan.FromMilliseconds(200)),
        ["MaxConcurrentLoads"] = ("32", options => options.MaxConcurrentLoads, 32),
        ["SharedTier"] = ("SQLite", options => options.SharedTier, SharedTierChoice.Sqlite),
        ["ForeignValues"] = ("Read", options => options.ForeignValues, ForeignValues.Read),
        ["StalenessBound"] = ("2s", options => options.StalenessBound, TimeSpan.FromSeconds(2)),
        ["DetachedExpiration"] = ("7s", options => options.DetachedExpiration, TimeSpan.FromSeconds(7)),
        ["CommandTimeout"] = ("100ms", options => options.CommandTimeout, TimeSpan.FromMilliseconds(100)),
        ["Breaker:OpensAfter"] = ("3", options => options.BreakerOpensAfter, 3),
        ["Breaker:OpenFor"] = ("4s", options => options.BreakerOpenFor, TimeSpan.FromSeconds(4)),
        ["LeaseFor"] = ("20s", options => options.LeaseFor, TimeSpan.FromSeconds(20)),
        ["WriterHoldFor"] = ("3s", options => options.WriterHoldFor, TimeSpan.FromSeconds(3)),
        ["WriterHoldFailure"] = ("fail-write", options => options.WriterHoldFailure, WriterHoldFailure.FailWrite),
        ["Redis:Url"] = ("redis://h:1/2", options => options.Redis.Url, "redis://h:1/2"),
        ["Redis:Host"] = ("redis.example.com", options => options.Redis.Host, "redis.example.com"),
        ["Redis:Port"] = ("6380", options => options.Redis.Port, 6380),
        ["Redis:User"] = ("shop", options => options.Redis.User, "shop"),
        ["Redis:Tls:Enabled"] = ("True", options => options.Redis.Tls.Enabled, true),
        ["Redis:Tls:Verify"] = ("none", options => options.Redis.Tls.Verify, RedisCertificateCheck.None),
        ["Redis:Tls:CaFile"] = ("ca.pem", options => options.Redis.Tls.CaFile, "ca.pem"),
        ["Redis:Tls:CertFile"] = ("own.pem", options => options.Redis.Tls.CertFile, "own.pem"),
        ["Redis:Tls:KeyFile"] = ("own.key", options => options.Redis.Tls.KeyFile, "own.key"),
        ["Redis:ConnectTimeout"] = ("3s", options => options.Redis.ConnectTimeout, TimeSpan.FromSeconds(3)),
        ["Redis:HealthCheckInterval"] = ("30s", options => options.Redis.HealthCheckInterval, TimeSpan.FromSeconds(30)),
        ["Redis:RetryOnTimeout"] = ("yes", options => options.Redis.RetryOnTimeout, true),
        ["Redis:Database"] = ("2", options => options.Redis.Database, 2),
        ["Redis:Password"] = ("s3cret", options => options.Redis.Password, "s3cret"),
        ["Redis:PasswordFile"] = ("", options => options.Redis.Password, ""),   // has a test of its own
        ["Redis:MaxConnections"] = ("20", options => options.Redis.MaxConnections, 20),
        ["Redis:CountersUrl"] = ("redis://c:3/4", options => options.Redis.CountersUrl, "redis://c:3/4"),
        ["Redis:CountersDatabase"] = ("5", options => options.Redis.CountersDatabase, 5),
        ["Sqlite:Path"] = ("/data/shop.db", options => options.Sqlite.Path, "/data/shop.db"),
        ["Sqlite:MaxBytes"] = ("1GB", options => options.Sqlite.MaxBytes, 1L << 30),
        ["SessionMaxAge"] = ("1h", options => options.SessionMaxAge, TimeSpan.FromHours(1)),
        ["Privacy:ClearOnLogout"] = ("false", options => options.ClearOnLogout, false),
    };

    public static TheoryData<string> Paths => [.. SettingsTable.All.Select(setting => setting.Path).Where(path => path != "Redis:PasswordFile")];

    [Fact]
    public void Every_setting_has_a_case_here()
    {
        Assert.Equal(SettingsTable.All.Select(setting => setting.Path).Order(), Known.Keys.Order());
    }

    [Fact]
    public void Every_option_that_text_can_say_has_a_setting()
    {
        var options = Given.Options([.. Known.Where(known => known.Value.Text.Length > 0).Select(known => ($"Larder:{known.Key}", (string?)known.Value.Text))]);

        Assert.Equal(["Json"], Unchanged(options, new CacheOptions()));
        Assert.Equal(["PasswordFile"], Unchanged(options.Redis, new RedisSettings())); // has a test of its own
        Assert.Empty(Unchanged(options.Redis.Tls, new RedisTlsSettings()));
        Assert.Empty(Unchanged(options.Sqlite, new SqliteSettings()));

        static IEnumerable<string> Unchanged<T>(T options, T defaults) =>
            from property in typeof(T).GetProperties()
            where property.CanWrite && Equals(property.GetValue(options), property.GetValue(defaults))
            select property.Name;
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_setting_reaches_its_option(string path)
    {
        var (text, get, expected) = Known[path];

        Assert.NotEqual(expected, get(new CacheOptions()));
        Assert.Equal(expected, get(Given.Options(($"Larder:{path}", text))));
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_setting_is_found_by_its_variable_of_ours(string path)
    {
        var (text, get, expected) = Known[path];

        Assert.Equal(expected, get(Given.Options((SettingsTable.Find(path)!.OwnVariable, text))));
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_setting_of_a_named_cache_beats_that_of_all(string path)
    {
        var (text, get, expected) = Known[path];
        var configuration = Given.Configuration(($"larder:{path}", "no value of it"), ($"Larder:Caches:sessions:{path}", text));
        var options = new CacheOptions();

        new SettingsReader(configuration, SettingsStrictness.Lenient).Read("sessions").Apply(options);

        Assert.Equal(expected, get(options));
    }

    [Fact]
    public void A_named_cache_has_the_settings_of_all_where_it_has_none()
    {
        var configuration = Given.Configuration(("Larder:StaleFor", "1m"), ("Larder:Caches:sessions:Jitter", "0.1"), ("Larder:Caches:other:StaleFor", "2m"));
        var options = new CacheOptions();

        var found = new SettingsReader(configuration, SettingsStrictness.Strict).Read("sessions");
        found.Apply(options);

        Assert.Empty(found.Problems);
        Assert.Equal(TimeSpan.FromMinutes(1), options.StaleFor);
        Assert.Equal(0.1, options.Jitter);
    }

    [Fact]
    public void Nothing_given_changes_nothing()
    {
        var options = Given.Options();

        Assert.All(SettingsTable.All, setting => Assert.Equal(setting.Show(new CacheOptions()), setting.Show(options)));
    }

    [Fact]
    public void Defaults_break_no_rule()
    {
        Assert.Empty(OptionsRules.Check(new CacheOptions(), SettingsResult.Empty));
    }

    [Theory]
    [InlineData("REDIS_URL", "redis://h", "Redis:Url")]
    [InlineData("REDIS_DB", "3", "Redis:Database")]
    [InlineData("REDIS_MAX_CONNECTIONS", "20", "Redis:MaxConnections")]
    [InlineData("CACHE_TTL_DEFAULT", "3600", "Expiration:Default", "1h")]
    [InlineData("CACHE_TTL_SHORT", "300", "Expiration:Short", "5m")]
    [InlineData("CACHE_TTL_LONG", "86400", "Expiration:Long", "24h")]
    [InlineData("CACHE_TTL_SHORT", "90s", "Expiration:Short", "1m30s")]
    [InlineData("SESSION_MAX_AGE", "1800", "SessionMaxAge", "30m")]
    public void A_variable_of_the_documents_is_taken(string variable, string text, string path, string? shown = null)
    {
        var options = Given.Options((variable, text));

        Assert.Equal(shown ?? text, SettingsTable.Find(path)!.Show(options));
    }

    [Fact]
    public void The_documents_password_is_taken()
    {
        Assert.Equal("s3cret", Given.Options(("REDIS_PASSWORD", "s3cret")).Redis.Password);
    }

    [Fact]
    public void An_application_names_expirations_of_its_own()
    {
        var options = Given.Options(("Larder:Expiration:Dashboard", "5m"), ("LARDER_EXPIRATION_USER", "30m"), ("LARDER_EXPIRATION_DASHBOARD", "9m"));

        Assert.Equal(TimeSpan.FromMinutes(5), options.Expirations["dashboard"]);
        Assert.Equal(TimeSpan.FromMinutes(30), options.Expirations["User"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void An_empty_value_is_none(string? text)
    {
        var options = Given.Options(("REDIS_URL", text), ("Larder:StaleFor", text), ("Larder:Name", text), ("Larder:Redis:Database", text));

        Assert.Null(options.Redis.Url);
        Assert.Equal(TimeSpan.FromMinutes(10), options.StaleFor);
        Assert.Equal("", options.Name);
    }

    [Fact]
    public void An_empty_prefix_is_one()
    {
        Assert.Equal("", Given.Options(("Larder:KeyPrefix", "")).KeyPrefix);
        Assert.Null(Given.Options(("Larder:KeyPrefix", null)).KeyPrefix);
    }

    [Theory]
    [InlineData("ConnectionStrings:Redis")]
    [InlineData("ConnectionStrings:redis")]
    [InlineData("ConnectionStrings:cache")]
    public void A_connection_string_tells_where_Redis_is_when_nothing_else_does(string key)
    {
        Assert.Equal("h:6379,ssl=true", Given.Options((key, "h:6379,ssl=true")).Redis.Url);
        Assert.Equal("redis://other", Given.Options((key, "h:6379,ssl=true"), ("REDIS_URL", "redis://other")).Redis.Url);
    }

    [Fact]
    public void The_connection_string_of_Redis_beats_that_of_a_cache()
    {
        Assert.Equal("one:6379", Given.Options(("ConnectionStrings:Redis", "one:6379"), ("ConnectionStrings:cache", "other:6379")).Redis.Url);
    }

    [Fact]
    public void The_connection_string_of_a_database_is_no_Redis()
    {
        Assert.Null(Given.Options(("ConnectionStrings:cache", "Data Source=cache.db")).Redis.Url);
    }

    [Fact]
    public void A_password_is_read_from_its_file()
    {
        using var folder = new SettingsFolder();
        var path = folder.Write("redis-password", "s3 cret\n");

        Assert.Equal("s3 cret", Given.Options(("Larder:Redis:PasswordFile", path)).Redis.Password);
    }

    [Fact]
    public void A_value_that_can_not_be_read_changes_nothing()
    {
        var found = Given.Read(("Larder:StaleFor", "ten minutes"), ("Larder:Jitter", "0.1"));
        var options = new CacheOptions();
        found.Apply(options);

        Assert.Single(found.Problems);
        Assert.Equal(TimeSpan.FromMinutes(10), options.StaleFor);
        Assert.Equal(0.1, options.Jitter);
    }

    [Fact]
    public void A_configuration_that_hides_its_parts_is_read_too()
    {
        var section = Given.Configuration(("Tenant:Larder:StaleFor", "1m"), ("Tenant:Larder:Expiration:Own", "2m"), ("Tenant:Larder:Stael", "1")).GetSection("Tenant");
        var options = new CacheOptions();

        var found = new SettingsReader(section, SettingsStrictness.Strict).Read("");
        found.Apply(options);

        Assert.Equal(TimeSpan.FromMinutes(1), options.StaleFor);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Expirations["own"]);
        Assert.Equal("the configuration", Assert.Single(found.Problems).Origin);
    }
}
