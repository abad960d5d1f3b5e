using Larder.Tiers;

namespace Larder.Tests.Tiers;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("products:list:*", "products:list:0:100", true)]
    [InlineData("products:list:*", "products:lists:0", false)]
    [InlineData("h?llo", "hello", true)]
    [InlineData("h?llo", "hllo", false)]
    [InlineData("h[ae]llo", "hallo", true)]
    [InlineData("h[ae]llo", "hillo", false)]
    [InlineData("h[^e]llo", "hallo", true)]
    [InlineData("h[^e]llo", "hello", false)]
    [InlineData("[a-c]1", "b1", true)]
    [InlineData("[a-c]1", "d1", false)]
    [InlineData("[c-a]1", "b1", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a*b*c", "axxbyyc", true)]
    [InlineData("a*b*c", "axxbyy", false)]
    [InlineData("**a", "bbba", true)]
    [InlineData("[", "[", false)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("[]", "x", false)]
    public void A_glob_means_what_it_means_in_Redis(string pattern, string name, bool matches) =>
        Assert.Equal(matches, new Glob(pattern).Matches(name));

    [Theory]
    [InlineData("a*b")]
    [InlineData("[x]")]
    [InlineData("q?\\")]
    [InlineData("plain")]
    public void An_escaped_text_matches_itself_alone(string text)
    {
        var glob = new Glob(Glob.Escape(text));

        Assert.True(glob.Matches(text));
        Assert.False(glob.Matches(text + "x"));
    }

    [Fact]
    public void A_hostile_pattern_takes_no_exponential_time() =>
        Assert.False(new Glob(string.Concat(Enumerable.Repeat("a*", 500)) + "b").Matches(new string('a', 1_000)));
}
