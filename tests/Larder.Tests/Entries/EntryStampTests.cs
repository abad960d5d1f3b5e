using Larder.Entries;

namespace Larder.Tests.Entries;

public sealed class EntryStampTests
{
    [Theory]
    [InlineData(1_000, 1_000)]
    [InlineData(1_000, 601_000)]
    [InlineData(1_000, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(1_000, 4_294_968_294)]
    public void It_is_kept_to_the_millisecond(long freshUntil, long staleUntil)
    {
        var stamp = new EntryStamp(freshUntil, staleUntil);

        Assert.Equal(stamp, EntryStamp.From(stamp.FreshUntil, stamp.StaleFor));
    }

    [Fact]
    public void Of_more_than_49_days_past_its_freshness_49_are_kept()
    {
        var stamp = new EntryStamp(1_000, 1_000 + (long)TimeSpan.FromDays(100).TotalMilliseconds);

        var kept = EntryStamp.From(stamp.FreshUntil, stamp.StaleFor);

        Assert.Equal(49, TimeSpan.FromMilliseconds(kept.StaleUntil - kept.FreshUntil).Days);
    }
}
