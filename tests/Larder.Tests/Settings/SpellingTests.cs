using Larder.Settings;

namespace Larder.Tests.Settings;

public class SpellingTests
{
    private static readonly string[] Words = ["MaxBytes", "Jitter", "StaleFor", "Name"];

    [Theory]
    [InlineData("MaxByte", "MaxBytes")]
    [InlineData("maxbytes", "MaxBytes")]
    [InlineData("Jiter", "Jitter")]
    [InlineData("Jittre", "Jitter")]
    [InlineData("Stalefro", "StaleFor")]
    [InlineData("Nmae", "Name")]
    [InlineData("Colour", null)]
    [InlineData("N", null)]
    [InlineData("", null)]
    public void A_near_word_is_found(string word, string? meant)
    {
        Assert.Equal(meant, Spelling.Nearest(word, Words));
    }

    [Fact]
    public void Of_no_words_none_is_near()
    {
        Assert.Null(Spelling.Nearest("Name", []));
    }
}
