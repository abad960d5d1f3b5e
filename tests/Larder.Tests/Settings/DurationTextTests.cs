using Larder.Settings;

namespace Larder.Tests.Settings;

public class DurationTextTests
{
    [Theory]
    [InlineData("5m", "00:05:00")]
    [InlineData("90s", "00:01:30")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("1h 30m", "01:30:00")]
    [InlineData(" 250ms ", "00:00:00.2500000")]
    [InlineData("2d", "2.00:00:00")]
    [InlineData("1d2h3m4s5ms", "1.02:03:04.0050000")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("5M", "00:05:00")]
    [InlineData("5 m", "00:05:00")]
    [InlineData("0", "00:00:00")]
    [InlineData("0s", "00:00:00")]
    [InlineData("00:05:00", "00:05:00")]
    [InlineData("1.00:00:00", "1.00:00:00")]
    [InlineData("0:30", "00:30:00")]
    [InlineData("PT5M", "00:05:00")]
    [InlineData("P2D", "2.00:00:00")]
    [InlineData("P1DT2H3M4.5S", "1.02:03:04.5000000")]
    public void A_duration_is_read_as_people_write_it(string text, string expected)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("5 minuts")]
    [InlineData("300")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("-00:05:00")]
    [InlineData("5m3h")]
    [InlineData("5m5m")]
    [InlineData("5,5m")]
    [InlineData("1..5h")]
    [InlineData(".h")]
    [InlineData("1h30")]
    [InlineData("5µs")]
    [InlineData("25:61:00")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P5M")]
    [InlineData("P1Y")]
    [InlineData("PT5D")]
    [InlineData("PT5M T")]
    [InlineData("P1DT")]
    [InlineData("99999999999999999999h")]
    [InlineData("99999999999999999999999999999999999999h")]
    [InlineData("10675200d")]
    [InlineData("10675198d10675198h")]
    [InlineData("infinite")]
    public void What_could_mean_something_else_is_refused(string text)
    {
        Assert.False(DurationText.TryParse(text, out _));
    }

    [Theory]
    [InlineData("00:00:00", "0s")]
    [InlineData("00:00:00.2500000", "250ms")]
    [InlineData("00:05:00", "5m")]
    [InlineData("01:30:00", "1h30m")]
    [InlineData("1.00:00:00", "24h")]
    [InlineData("2.00:00:00", "48h")]
    [InlineData("3.01:00:00", "3d1h")]
    [InlineData("-00:00:05", "-5s")]
    [InlineData("00:00:00.0000001", "00:00:00.0000001")]
    [InlineData("-10675199.02:48:05.4775808", "-10675199.02:48:05.4775808")]
    [InlineData("10675199.02:48:05.4775807", "10675199.02:48:05.4775807")]
    public void A_duration_is_shown_as_people_write_it(string duration, string expected)
    {
        Assert.Equal(expected, DurationText.Format(TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_is_shown_reads_back_as_the_same()
    {
        var chance = new Random(20_261_121);
        for (var i = 0; i < 10_000; i++)
        {
            var duration = TimeSpan.FromTicks(chance.NextInt64(TimeSpan.MaxValue.Ticks >> chance.Next(60)) / 10_000 * 10_000);

            Assert.True(DurationText.TryParse(DurationText.Format(duration), out var read), DurationText.Format(duration));
            Assert.Equal(duration, read);
        }
    }
}
