using Larder.Settings;
using Microsoft.Extensions.Logging;

namespace Larder.Tests.Settings;

[Collection(Variables.Collection)]
public class UnknownKeyTests
{
    private const string Root = "Known settings of Larder: Name, KeyPrefix, Expiration, StaleFor, RefreshAhead, NegativeExpiration, Jitter, Memory, MaxKeyLength, MaxValueBytes, "
        + "CompressAbove, LoadTimeout, SoftTimeout, MaxConcurrentLoads, SharedTier, ForeignValues, StalenessBound, DetachedExpiration, CommandTimeout, Breaker, LeaseFor, WriterHoldFor, WriterHoldFailure, Redis, Sqlite, SessionMaxAge, Privacy.";

    [Theory]
    [InlineData("Larder:Memory:MaxByte", "Larder:Memory:MaxByte is not a known setting.", "Did you mean MaxBytes? Known settings of Larder:Memory: MaxBytes, MaxEntries.")]
    [InlineData("larder:memory:Colour", "Larder:memory:Colour is not a known setting.", "Known settings of Larder:memory: MaxBytes, MaxEntries.")]
    [InlineData("Larder:Breaker:OpenAfter", "Larder:Breaker:OpenAfter is not a known setting.", "Did you mean OpensAfter? Known settings of Larder:Breaker: OpensAfter, OpenFor.")]
    [InlineData("Larder:Stalefro", "Larder:Stalefro is not a known setting.", $"Did you mean StaleFor? {Root}")]
    [InlineData("Larder:OpenFor", "Larder:OpenFor is not a known setting.", $"Did you mean Breaker:OpenFor? {Root}")]
    [InlineData("Larder:Ttl:Default", "Larder:Ttl is not a known setting.", $"Did you mean Expiration? {Root}")]
    [InlineData("Larder:InstanceName", "Larder:InstanceName is not a known setting.", $"Did you mean KeyPrefix? {Root}")]
    [InlineData("Larder:Colour", "Larder:Colour is not a known setting.", Root)]
    [InlineData("Larder:Name:0", "Larder:Name takes one value.", "Not a list, and no settings below it.")]
    [InlineData("Larder:Expiration:Own:Inner", "Larder:Expiration:Own takes one value.", "Not a list, and no settings below it.")]
    [InlineData("Larder:Redis", "Larder:Redis has settings below it and takes no value itself.", "Known settings of Larder:Redis: Url, Host, Port, Database, User, Password, PasswordFile, Tls, ConnectTimeout, HealthCheckInterval, RetryOnTimeout, MaxConnections, CountersUrl, CountersDatabase.")]
    [InlineData("Larder:Expiration", "Larder:Expiration has settings below it and takes no value itself.", "Known settings of Larder:Expiration: Default, Short, Long, and names of your own.")]
    public void An_unknown_key_is_told_what_may_have_been_meant(string key, string subject, string line)
    {
        var problem = Assert.Single(Read("", SettingsStrictness.Strict, (key, "x")).Problems, problem => problem.Code == "LAR231");

        Assert.Equal(subject, problem.Subject);
        Assert.Equal([line], problem.Complaint.Lines);
    }

    [Fact]
    public void Outside_of_development_it_is_a_warning()
    {
        var found = Read("", SettingsStrictness.Lenient, ("Larder:Colour", "x"));

        Assert.Empty(found.Problems);
        Assert.Equal(LogLevel.Warning, Assert.Single(found.Warnings).Level);
    }

    [Fact]
    public void Every_known_key_is_known()
    {
        var found = Read("", SettingsStrictness.Strict, [.. SettingsTable.All.Select(setting => (setting.Key, "x"))]);

        Assert.DoesNotContain(found.Problems, problem => problem.Code == "LAR231");
    }

    [Fact]
    public void Keys_beside_the_section_are_none_of_ours()
    {
        Assert.Empty(Read("", SettingsStrictness.Strict, ("Storefront:Colour", "x"), ("LarderX:Colour", "x"), ("Colour", "x")).Problems);
    }

    [Fact]
    public void The_section_of_a_named_cache_is_searched_when_that_cache_is_read()
    {
        (string, string)[] values = [("Larder:Caches:sessions:Jiter", "0.1"), ("Larder:Caches:sessions:Jitter", "0.1"), ("Larder:Caches:other:Colour", "x")];

        Assert.Empty(Read("", SettingsStrictness.Strict, values).Problems);
        Assert.Equal("Larder:Caches:sessions:Jiter is not a known setting.", Assert.Single(Read("sessions", SettingsStrictness.Strict, values).Problems).Subject);
    }

    [Fact]
    public void A_key_in_two_files_is_told_once_from_the_one_that_wins()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.json", """{ "Larder": { "Colour": 1 } }""");
        folder.Write("appsettings.Production.json", "{ \"Larder\": {\n \"colour\": 1 } }");

        Assert.Equal("appsettings.Production.json:2", Assert.Single(folder.Read().Problems).Origin);
    }

    [Fact]
    public void An_empty_section_is_no_mistake()
    {
        using var folder = new SettingsFolder();
        folder.Write("appsettings.json", """{ "Larder": { "Redis": {}, "Memory": null, "Expiration": [] } }""");

        Assert.Empty(folder.Read().Problems);
    }

    [Fact]
    public void An_unknown_variable_is_named_as_it_is_spelled()
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables(("Larder__Cache__Colour", "x"));

        var problem = Assert.Single(folder.Read().Problems);

        Assert.Equal("Larder:Cache is not a known setting.", problem.Subject);
        Assert.Equal("environment Larder__Cache__Colour", problem.Origin);
    }

    [Fact]
    public void A_variable_that_is_nearly_one_of_ours_is_a_warning()
    {
        using var folder = new SettingsFolder();
        using var variables = new Variables(("LARDER_STALEFOR", "1m"), ("LARDER_SERVICE_HOST", "10.0.0.1"), ("LARDER_PORT", "tcp://10.0.0.1:80"));

        var warning = Assert.Single(folder.Read().Warnings);

        Assert.Equal("LARDER_STALEFOR is not a known variable (from environment LARDER_STALEFOR). Did you mean LARDER_STALE_FOR?", warning.Line);
    }

    private static SettingsResult Read(string cacheName, SettingsStrictness strictness, params (string Key, string Value)[] values) =>
        new SettingsReader(Given.Configuration([.. values.Select(value => (value.Key, (string?)value.Value))]), strictness).Read(cacheName);
}
