using System.Globalization;
using Larder.Settings;

namespace Larder.Tests.Settings;

public class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("")]
    public void Settings_mean_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            var options = Given.Options(
                ("Larder:Jitter", "0.25"), ("Larder:StaleFor", "1.5h"), ("Larder:Memory:MaxBytes", "1.5MB"), ("LARDER:SHAREDTIER", "SQLITE"), ("Larder:MaxKeyLength", "1000"),
                ("CACHE_TTL_SHORT", "1000"), ("Larder:Caches:I:Jitter", "0.1"), ("Larder:expiration:INFINITE", "1.00:00:00"));
            var report = SettingsReport.Text("", [.. OptionsRules.Check(new CacheOptions { Jitter = 0.75, NegativeExpiration = TimeSpan.FromTicks(-1), MaxKeyLength = -1000 }, SettingsResult.Empty)]);

            Assert.Equal(0.25, options.Jitter);
            Assert.Equal(TimeSpan.FromMinutes(90), options.StaleFor);
            Assert.Equal(3L << 19, options.MemoryBytes);
            Assert.Equal(SharedTierChoice.Sqlite, options.SharedTier);
            Assert.Equal(1000, options.MaxKeyLength);
            Assert.Equal(TimeSpan.FromSeconds(1000), options.Expirations["Short"]);
            Assert.Equal(TimeSpan.FromDays(1), options.Expirations["Infinite"]);
            Assert.Contains("Larder:Jitter = \"0.75\"", report, StringComparison.Ordinal);
            Assert.Contains("Larder:NegativeExpiration = \"-00:00:00.0000001\"", report, StringComparison.Ordinal);
            Assert.Contains("Larder:MaxKeyLength = \"-1000\"", report, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
