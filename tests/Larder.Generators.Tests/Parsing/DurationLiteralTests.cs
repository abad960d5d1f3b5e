using Larder.Declared;
using Larder.Generators.Parsing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Generators.Tests.Parsing;

public class DurationLiteralTests
{
    [Theory]
    [InlineData("5m", 300)]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1H 30M", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("00:05:00", 300)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("PT5M", 300)]
    [InlineData("P2DT1H30M", 178_200)]
    public void A_duration_is_read_as_the_settings_read_it(string text, double seconds)
    {
        Assert.True(DurationLiteral.TryParse(text, out var duration));

        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.Equal(duration, FromSettings(text));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5x")]
    [InlineData("5m1h")]
    [InlineData("5m5m")]
    [InlineData("-5m")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1M")]
    [InlineData("1..5h")]
    [InlineData("Short")]
    [InlineData("Products")]
    [InlineData("99999999999999d")]
    public void What_the_settings_refuse_is_no_duration(string text)
    {
        Assert.False(DurationLiteral.TryParse(text, out _));

        if (text.Length > 0) Assert.Throws<OptionsValidationException>(() => FromSettings(text));
    }

    [Fact]
    public void Nothing_needs_no_unit()
    {
        Assert.True(DurationLiteral.TryParse("0", out var duration));
        Assert.Equal(TimeSpan.Zero, duration);
    }

    [Theory]
    [InlineData("Short", true)]
    [InlineData("Price-list.v2", true)]
    [InlineData("5m", false)]
    [InlineData("", false)]
    [InlineData("one hour", false)]
    public void A_name_begins_with_a_letter(string text, bool isName)
    {
        Assert.Equal(isName, DurationLiteral.IsName(text));
    }

    // The compiler's grammar is written for another framework than the application's: what one takes for a length, the other must take for the same.
    [Fact]
    public void The_application_reads_what_the_compiler_read()
    {
        const string Signs = "0123456789.: dhmsPT-";
        var random = new Random(7);
        var lengths = 0;
        for (var drawn = 0; drawn < 200_000; drawn++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Signs[random.Next(Signs.Length)]));
            var isLength = DurationLiteral.TryParse(text, out var length);

            Assert.True(CacheDuration.Of(text).Length == (isLength ? length : null), text);
            if (isLength) lengths++;
        }

        Assert.InRange(lengths, 1_000, 200_000);
    }

    private static TimeSpan FromSettings(string text)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(
            new ConfigurationBuilder().AddInMemoryCollection([new("Larder:Expiration:Mine", text)]).Build());
        services.AddLarder();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get("").Expirations["Mine"];
    }
}
