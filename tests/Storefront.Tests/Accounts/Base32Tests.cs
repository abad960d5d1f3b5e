using System.Text;
using Storefront.Accounts;

namespace Storefront.Tests.Accounts;

public sealed class Base32Tests
{
    [Theory]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    [InlineData("foobarfoobar", "MZXW6YTBOJTG633CMFZA")]
    [InlineData("Hello!\u001e!!!", "JBSWY3DPEEPCCIJB")]
    public void Text_of_the_standard_is_written_and_read(string bytes, string text)
    {
        Assert.Equal(text, Base32.Encode(Encoding.UTF8.GetBytes(bytes)));
        Assert.Equal(bytes, Encoding.UTF8.GetString(Base32.Decode(text)));
        Assert.Null(Base32.Fault(text));
    }

    [Fact]
    public void What_is_written_is_read_whatever_the_length()
    {
        var chance = new Random(7);
        for (var length = 10; length < 60; length++)
        {
            var bytes = new byte[length];
            chance.NextBytes(bytes);
            Assert.Null(Base32.Fault(Base32.Encode(bytes)));
            Assert.Equal(bytes, Base32.Decode(Base32.Encode(bytes)));
        }
    }

    [Theory]
    [InlineData("jbsw y3dp ehpk 3pxp")]
    [InlineData("JBSW-Y3DP-EHPK-3PXP")]
    [InlineData("JBSWY3DPEHPK3PXP====")]
    public void What_people_add_is_taken(string text)
    {
        Assert.Null(Base32.Fault(text));
        Assert.Equal("JBSWY3DPEHPK3PXP", Base32.Plain(text));
    }

    [Theory]
    [InlineData("JBSW1Y3DPEHPK3PX", "character \"1\" at position 5")]
    [InlineData("JBSWY3DPEHPK3PX0", "character \"0\" at position 16")]
    [InlineData("JB=SWY3DPEHPK3PXP", "character \"=\" at position 3")]
    [InlineData("JBSWY3DPEHPK3PX\n", "character U+000A at position 16")]
    [InlineData("JBSWY3DP", "it has 8 characters, fewer than 16")]
    [InlineData("JBSWY3DPEHPK3PXPA", "it has 17 characters, as no base32 text has")]
    public void S3_30_What_is_no_base32_is_named_with_its_place(string text, string fault) => Assert.Equal(fault, Base32.Fault(text));
}
