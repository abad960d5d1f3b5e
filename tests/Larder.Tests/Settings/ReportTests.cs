using Larder.Settings;

namespace Larder.Tests.Settings;

/// <summary>What a person reads, to the letter.</summary>
[Collection(Variables.Collection)]
public class ReportTests
{
    [Fact]
    public void All_problems_are_told_at_once()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.json", """
            {
              "Larder": {
                "Name": "storefront",
                "Expiration": {
                  "Default": "1h"
                },
                "Jitter": 0.05,
                "StaleFor": "10m",

                "Memory": {
                  // the bound
                  "MaxByte": "128MB"
                }
              }
            }
            """);
        folder.Write("appsettings.Production.json", """
            {
              "Logging": {},
              "Larder": {
                "SharedTier": "redis",

                "Redis": {
                  "Url": "redis//localhost:6379"
                }
              }
            }
            """);
        using var variables = new Variables(("Larder__Expiration__Short", "5 minuts"));

        var report = folder.Report();

        Assert.Equal("""
            Larder is not configured correctly: 3 problems.

             LAR211  Larder:Redis:Url = "redis//localhost:6379"                              from appsettings.Production.json:7
                     Not a Redis URL: "://" is missing after the scheme.
                     Did you mean  redis://localhost:6379 ?

             LAR221  Larder:Expiration:Short = "5 minuts"                                    from environment Larder__Expiration__Short
                     Not a duration. Use 5m, 90s, 1h30m, 00:05:00 or PT5M.

             LAR231  Larder:Memory:MaxByte is not a known setting.                           from appsettings.json:12
                     Did you mean MaxBytes? Known settings of Larder:Memory: MaxBytes, MaxEntries.
            """, report, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("StaleFor", "5 minuts", "LAR221", "Not a duration. Use 5m, 90s, 1h30m, 00:05:00 or PT5M.")]
    [InlineData("StaleFor", "300", "LAR221", "Not a duration: the unit is missing. Did you mean 300s? Use 5m, 90s, 1h30m, 00:05:00 or PT5M.")]
    [InlineData("StaleFor", "-5m", "LAR221", "Not a duration. Use 5m, 90s, 1h30m, 00:05:00 or PT5M.")]
    [InlineData("Expiration:Default", "0s", "LAR225", "Out of range. Use 1ms to 3650d.")]
    [InlineData("Expiration:Own", "3651d", "LAR225", "Out of range. Use 1ms to 3650d.")]
    [InlineData("NegativeExpiration", "0", "LAR225", "Out of range. Use 1ms to 3650d.")]
    [InlineData("Jitter", "0,05", "LAR223", "Not a number. Use a point for the decimals, e.g. 0.05.")]
    [InlineData("Jitter", "NaN", "LAR225", "Out of range. Use 0 to 0.5.")]
    [InlineData("Jitter", "0.6", "LAR225", "Out of range. Use 0 to 0.5.")]
    [InlineData("Jitter", "-0.1", "LAR225", "Out of range. Use 0 to 0.5.")]
    [InlineData("Memory:MaxBytes", "lots", "LAR222", "Not a size. Use 128MB, 4KB, 1GB or a number of bytes.")]
    [InlineData("Memory:MaxBytes", "1000", "LAR225", "Out of range. Use 1KB to 1TB.")]
    [InlineData("MaxValueBytes", "1MBB", "LAR222", "Not a size. Use 1MB, 64KB or a number of bytes.")]
    [InlineData("MaxValueBytes", "3GB", "LAR225", "Out of range. Use 1 to 512MB.")]
    [InlineData("MaxKeyLength", "1e3", "LAR223", "Not a whole number.")]
    [InlineData("MaxKeyLength", "0", "LAR225", "Out of range. Use 1 to 65536.")]
    [InlineData("MaxConcurrentLoads", "0", "LAR225", "Out of range. Use 1 to 1000000.")]
    [InlineData("SharedTier", "memcached", "LAR224", "Not a shared tier. Use auto, none, sqlite or redis.")]
    [InlineData("ForeignValues", "raw", "LAR228", "Not a way to treat foreign values. Use ignore or read.")]
    [InlineData("StalenessBound", "10ms", "LAR225", "Out of range. Use 50ms to 1h.")]
    [InlineData("DetachedExpiration", "25h", "LAR225", "Out of range. Use 0s to 24h.")]
    [InlineData("CommandTimeout", "0", "LAR225", "Out of range. Use 1ms to 5m.")]
    [InlineData("Breaker:OpensAfter", "0", "LAR225", "Out of range. Use 1 to 10000.")]
    [InlineData("Breaker:OpenFor", "2h", "LAR225", "Out of range. Use 1ms to 1h.")]
    [InlineData("WriterHoldFor", "50ms", "LAR225", "Out of range. Use 100ms to 1h.")]
    [InlineData("WriterHoldFailure", "panic", "LAR229", "Not a way to go on without a hold. Use write-and-owe or fail-write.")]
    [InlineData("LeaseFor", "50ms", "LAR225", "Out of range. Use 100ms to 1h.")]
    [InlineData("Redis:Database", "one", "LAR223", "Not a whole number.")]
    [InlineData("Redis:Database", "-1", "LAR225", "Out of range. Use 0 to 1000000.")]
    [InlineData("Redis:MaxConnections", "0", "LAR225", "Out of range. Use 1 to 100000.")]
    [InlineData("Sqlite:MaxBytes", "4KB", "LAR225", "Out of range. Use 1MB to 1TB.")]
    [InlineData("Privacy:ClearOnLogout", "maybe", "LAR358", "Neither true nor false.")]
    [InlineData("SessionMaxAge", "0", "LAR225", "Out of range. Use 1ms to 3650d.")]
    [InlineData("Name", "my shop", "LAR226", "A name has letters (a to z), digits, dash, dot and underscore, at most 128 of them.")]
    [InlineData("Name", "größe", "LAR226", "A name has letters (a to z), digits, dash, dot and underscore, at most 128 of them.")]
    public void A_bad_value_is_told_what_it_is_and_what_to_write(string path, string text, string code, string line)
    {
        using var folder = new SettingsFolder();

        var report = folder.Report($"--Larder:{path}={text}");

        Assert.Equal(
            $"Larder is not configured correctly: 1 problem.\n\n {code}  {$"Larder:{path} = \"{text}\"",-70}  from command line\n         {line}", report);
    }

    [Theory]
    [InlineData("CACHE_TTL_SHORT", "5 minuts", "Larder:Expiration:Short = \"5 minuts\"", "LAR221", "Not a duration. Use seconds, e.g. 300, or 5m, 90s, 1h30m, 00:05:00 or PT5M.")]
    [InlineData("SESSION_MAX_AGE", "-1", "Larder:SessionMaxAge = \"-1\"", "LAR221", "Not a duration. Use seconds, e.g. 300, or 5m, 90s, 1h30m, 00:05:00 or PT5M.")]
    [InlineData("REDIS_DB", "zero", "Larder:Redis:Database = \"zero\"", "LAR223", "Not a whole number.")]
    [InlineData("REDIS_MAX_CONNECTIONS", "many", "Larder:Redis:MaxConnections = \"many\"", "LAR223", "Not a whole number.")]
    public void A_bad_variable_of_the_documents_is_named(string variable, string text, string subject, string code, string line)
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables((variable, text));

        Assert.Equal($"Larder is not configured correctly: 1 problem.\n\n {code}  {subject,-70}  from {variable}\n         {line}", folder.Report());
    }

    [Fact]
    public void A_prefix_with_control_characters_is_refused_and_shown_without_them()
    {
        using var folder = new SettingsFolder();

        Assert.Equal("""
            Larder is not configured correctly: 1 problem.

             LAR226  Larder:KeyPrefix = "a?b"                                                from command line
                     A prefix has no control characters and no half surrogate pairs, and at most 256 characters.
            """, folder.Report("--Larder:KeyPrefix=a\tb"), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_database_that_the_URL_contradicts_is_refused()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.json", "{\n  \"Larder\": { \"Redis\": {\n    \"Url\": \"redis://localhost:6379/0\" } }\n}");
        using var variables = new Variables(("REDIS_DB", "1"));

        Assert.Equal("""
            Larder is not configured correctly: 1 problem.

             LAR212  Larder:Redis:Database = "1"                                             from REDIS_DB
                     Contradicts Larder:Redis:Url, which names database 0 (from appsettings.json:3).
                     Leave one of the two out.
            """, folder.Report(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_password_that_the_URL_contradicts_is_refused_and_neither_is_shown()
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables(("REDIS_URL", "redis://:TOPSECRET@localhost:6379/0"), ("REDIS_PASSWORD", "OTHERSECRET"));

        Assert.Equal("""
            Larder is not configured correctly: 1 problem.

             LAR212  Larder:Redis:Password = "***"                                           from REDIS_PASSWORD
                     Contradicts Larder:Redis:Url, which holds another password (from REDIS_URL).
                     Leave one of the two out.
            """, folder.Report(), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("redis://localhost:6379", "1", "s3cret")]
    [InlineData("redis://:s3cret@localhost:6379/1", "1", "s3cret")]
    public void What_the_URL_lacks_or_says_too_is_no_contradiction(string url, string database, string password)
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables(("REDIS_URL", url), ("REDIS_DB", database), ("REDIS_PASSWORD", password));

        Assert.Equal("", folder.Report());
    }

    [Fact]
    public void A_password_beside_a_file_with_one_is_refused()
    {
        using var folder = new SettingsFolder();
        var path = folder.Write("p", "s3cret");
        using var variables = new Variables(("REDIS_PASSWORD", "other"));

        var report = folder.Report($"--Larder:Redis:PasswordFile={path}");

        Assert.Contains("LAR212  Larder:Redis:PasswordFile = ", report, StringComparison.Ordinal);
        Assert.EndsWith("""
                     Contradicts Larder:Redis:Password, which is set too (from REDIS_PASSWORD).
                     Leave one of the two out.
            """, report.ReplaceLineEndings(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_file_that_can_not_be_read_is_refused()
    {
        using var folder = new SettingsFolder();
        var empty = folder.Write("empty", "\n");

        Assert.EndsWith("""
                     The file with the password can't be read: it is not there.
                     Name a file that holds the password and nothing else.
            """, folder.Report("--Larder:Redis:PasswordFile=/nowhere/password").ReplaceLineEndings(), StringComparison.Ordinal);
        Assert.Contains("can't be read: it is empty.", folder.Report($"--Larder:Redis:PasswordFile={empty}"), StringComparison.Ordinal);
        Assert.Contains("can't be read: this process may not read it, or it is a folder.", folder.Report($"--Larder:Redis:PasswordFile={folder.Path}"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pool_of_other_clients_is_accepted_with_a_word()
    {
        var found = Given.Read(("REDIS_MAX_CONNECTIONS", "20"));

        Assert.Empty(found.Problems);
        Assert.Equal(
            "Larder:Redis:MaxConnections = \"20\" (from configuration in memory (REDIS_MAX_CONNECTIONS)). Accepted, and not needed: one connection carries many commands at once, so few are ever opened.",
            Assert.Single(found.Warnings).Line);
    }

    [Fact]
    public void A_long_value_is_cut()
    {
        using var folder = new SettingsFolder();

        var report = folder.Report($"--Larder:StaleFor={new string('x', 5_000)}");

        Assert.Contains($"\"{new string('x', 80)}…\"", report, StringComparison.Ordinal);
        Assert.True(report.Length < 400);
    }

    [Fact]
    public void A_named_cache_is_named()
    {
        var found = new SettingsReader(Given.Configuration(("Larder:Caches:sessions:Jitter", "much")), SettingsStrictness.Strict).Read("sessions");

        var report = SettingsReport.Text("sessions", [.. found.Problems]);

        Assert.StartsWith("Larder's cache \"sessions\" is not configured correctly: 1 problem.", report, StringComparison.Ordinal);
        Assert.Contains("Larder:Caches:sessions:Jitter = \"much\"", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Larder:Redis:Url", "redis//user:TOPSECRET@localhost")]
    [InlineData("Larder:Redis:Url", "http://user:TOPSECRET@localhost")]
    [InlineData("Larder:Redis:Url", "redis://user:TOP@TOPSECRET@localhost")]
    [InlineData("Larder:Redis:Url", "redis://TOPSECRET:TOPSECRET")]
    [InlineData("Larder:Redis:Url", "h1:bad,password=TOPSECRET")]
    [InlineData("Larder:Redis:Pasword", "TOPSECRET")]
    [InlineData("Larder:Redis:Password:Value", "TOPSECRET")]
    public void A_secret_is_in_no_text(string key, string text)
    {
        using var folder = new SettingsFolder();

        var report = folder.Report($"--{key}={text}");

        Assert.Contains("1 problem.", report, StringComparison.Ordinal);
        Assert.DoesNotContain(":TOPSECRET", report, StringComparison.Ordinal);
        Assert.DoesNotContain("\"TOPSECRET", report, StringComparison.Ordinal);
        Assert.DoesNotContain("@TOPSECRET", report, StringComparison.Ordinal);
        Assert.DoesNotContain("=TOPSECRET", report, StringComparison.Ordinal);
    }
}
