using System.Text;
using Storefront.Accounts;

namespace Storefront.Tests.Accounts;

public sealed class OneTimePasswordTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // Appendix B of RFC 6238; six digits are the last six of its eight.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, OneTimePassword.CodeAt(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void A_clock_may_be_one_step_off(int off, bool isRight)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_010);

        var step = OneTimePassword.Match(Secret, OneTimePassword.CodeAt(Secret, now.AddSeconds(off)), now);

        Assert.Equal(isRight ? now.AddSeconds(off).ToUnixTimeSeconds() / 30 : null, step);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("28708x")]
    [InlineData("٢٨٧٠٨٢")]
    public void What_is_no_code_matches_nothing(string text) =>
        Assert.Null(OneTimePassword.Match(Secret, text, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void Spaces_in_a_code_do_no_harm() => Assert.Equal(1, OneTimePassword.Match(Secret, "287 082", DateTimeOffset.FromUnixTimeSeconds(59)));
}
