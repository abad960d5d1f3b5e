using Larder;
using Larder.Diagnostics;
using Storefront.Strip;

namespace Storefront.Tests.Strip;

public sealed class CacheStatusTests
{
    [Theory]
    [InlineData(ReadSource.Memory, MissReason.None, "larder; hit; ttl=58")]
    [InlineData(ReadSource.Shared, MissReason.None, "larder; hit; ttl=58; detail=shared")]
    [InlineData(ReadSource.Stale, MissReason.Expired, "larder; fwd=stale; detail=load-failed")]
    [InlineData(ReadSource.Loader, MissReason.Cold, "larder; fwd=miss; detail=cold")]
    [InlineData(ReadSource.Loader, MissReason.Expired, "larder; fwd=miss; detail=expired")]
    [InlineData(ReadSource.Loader, MissReason.Removed, "larder; fwd=miss; detail=removed")]
    [InlineData(ReadSource.Loader, MissReason.Evicted, "larder; fwd=miss; detail=evicted")]
    [InlineData(ReadSource.Loader, MissReason.TierUnreachable, "larder; fwd=miss; detail=tier-unreachable")]
    [InlineData(ReadSource.Loader, MissReason.Unreadable, "larder; fwd=miss; detail=unreadable")]
    [InlineData(ReadSource.Loader, MissReason.Bypassed, "larder; fwd=bypass; detail=bypassed")]
    public void Each_outcome_has_its_words(ReadSource source, MissReason reason, string expected)
    {
        var read = new CacheRead("k", source, reason, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(58.9));

        Assert.Equal(expected, CacheStatus.Format(read, withKey: false));
    }

    [Theory]
    [InlineData("product:42", "; key=\"product:42\"")]
    [InlineData("a\"b\\c", "; key=\"a\\\"b\\\\c\"")]
    [InlineData("größe", "")]
    [InlineData("a\r\nSet-Cookie: x", "")]
    public void Key_is_quoted_or_left_out(string key, string expected)
    {
        var read = new CacheRead(key, ReadSource.Loader, MissReason.Cold, TimeSpan.Zero, TimeSpan.Zero, null);

        Assert.Equal("larder; fwd=miss; detail=cold" + expected, CacheStatus.Format(read, withKey: true));
    }

    [Fact]
    public void Every_reason_has_words_for_people_and_a_token_for_the_header()
    {
        var reasons = Enum.GetValues<MissReason>().Where(reason => reason != MissReason.None).ToArray();

        Assert.Equal(reasons.Length, reasons.Select(MissWords.ForPeople).Distinct().Count());
        Assert.Equal(reasons.Length, reasons.Select(MissWords.ForHeader).Distinct().Count());
        Assert.All(reasons, reason => Assert.Matches("^[a-z-]+$", MissWords.ForHeader(reason)));
        Assert.All(reasons, reason => Assert.DoesNotContain("not told", MissWords.ForPeople(reason)));
    }
}
