using Larder.Settings;

namespace Larder.Tests.Settings;

public class SizeTextTests
{
    [Theory]
    [InlineData("128MB", 134_217_728)]
    [InlineData("4KB", 4096)]
    [InlineData("1GB", 1_073_741_824)]
    [InlineData("2TB", 2_199_023_255_552)]
    [InlineData("1.5 kb", 1536)]
    [InlineData("1KiB", 1024)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("65536", 65_536)]
    [InlineData("10B", 10)]
    [InlineData(" 10 ", 10)]
    [InlineData("0", 0)]
    public void A_size_is_read_as_people_write_it(string text, long expected)
    {
        Assert.True(SizeText.TryParse(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("1,5MB")]
    [InlineData("1 megabyte")]
    [InlineData("1MBB")]
    [InlineData("99999999TB")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_no_size_is_refused(string text)
    {
        Assert.False(SizeText.TryParse(text, out _));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(1023, "1023")]
    [InlineData(4096, "4KB")]
    [InlineData(134_217_728, "128MB")]
    [InlineData(2_199_023_255_552, "2TB")]
    public void A_size_is_shown_as_people_write_it(long bytes, string expected)
    {
        Assert.Equal(expected, SizeText.Format(bytes));
        Assert.True(SizeText.TryParse(expected, out var read));
        Assert.Equal(bytes, read);
    }
}
