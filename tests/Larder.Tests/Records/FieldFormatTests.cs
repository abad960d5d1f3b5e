using System.Globalization;
using System.Text;
using Larder.Records;

namespace Larder.Tests.Records;

/// <summary>Fields are text that people read, and come back as exactly what they were.</summary>
public sealed class FieldFormatTests
{
    private static readonly object[] Values =
    [
        "", "text", "\\", "\\N", "\\\\N", "\\U", "näïve 日本 🌍", "line\nbreak", "\0", "half \ud83d", "\udc00",
        true, false, 'x', '\\', '\ud83d', byte.MaxValue, sbyte.MinValue, short.MinValue, ushort.MaxValue, int.MinValue, int.MaxValue, uint.MaxValue,
        long.MinValue, long.MaxValue, ulong.MaxValue, 0.1f, float.MaxValue, float.NaN, 0.1d, -0.0d, double.Epsilon, double.MaxValue, double.NaN,
        double.PositiveInfinity, double.NegativeInfinity, 1.00m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m,
        Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new DateTime(2024, 2, 29, 23, 59, 59, 999, DateTimeKind.Utc).AddTicks(1),
        new DateTime(1990, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), DateTime.MaxValue, DateTime.MinValue,
        new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.FromMinutes(-330)), DateTimeOffset.MaxValue, new DateOnly(1990, 1, 2), DateOnly.MinValue,
        new TimeOnly(23, 59, 59, 999), TimeOnly.MaxValue, TimeSpan.MinValue, TimeSpan.MaxValue, new TimeSpan(1, 2, 3, 4, 5), DayOfWeek.Friday,
        (DayOfWeek)42, FileAttributes.Hidden | FileAttributes.System, Array.Empty<byte>(), new byte[] { 0, 255, 10, 13 },
    ];

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Every_value_comes_back_exactly_in_any_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (var value in Values)
            {
                var format = FieldFormats.For(value.GetType())!;
                var bytes = format.ToBytes(value);

                Assert.True(format.TryRead(bytes, acceptsNull: false, out var back), $"{value.GetType().Name} {Encoding.UTF8.GetString(bytes)}");
                Assert.Equal(value, back);
                Assert.Equal(value is double or float ? BitConverter.DoubleToInt64Bits(Convert.ToDouble(value, CultureInfo.InvariantCulture)) : 0, value is double or float ? BitConverter.DoubleToInt64Bits(Convert.ToDouble(back, CultureInfo.InvariantCulture)) : 0);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Random_texts_come_back_exactly()
    {
        var random = new Random(5);
        var format = FieldFormats.For(typeof(string))!;
        for (var round = 0; round < 20_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(4) == 0 ? '\\' : (char)random.Next(0x10000))]);

            Assert.True(format.TryRead(format.ToBytes(text), acceptsNull: false, out var back));
            Assert.Equal(text, back);
        }
    }

    [Theory]
    [InlineData(typeof(DateOnly), "1990-01-02")]
    [InlineData(typeof(bool), "true")]
    [InlineData(typeof(DayOfWeek), "Friday")]
    [InlineData(typeof(decimal), "12.50")]
    public void Fields_are_text_that_people_read(Type type, string text)
    {
        var format = FieldFormats.For(type)!;

        Assert.True(format.TryRead(Encoding.UTF8.GetBytes(text), acceptsNull: false, out var value));
        Assert.Equal(text, Encoding.UTF8.GetString(format.ToBytes(value)));
    }

    [Fact]
    public void Null_is_no_empty_text_and_only_where_it_may_be()
    {
        var text = FieldFormats.For(typeof(string))!;
        var number = FieldFormats.For(typeof(int?))!;

        Assert.Equal("\\N", Encoding.UTF8.GetString(text.ToBytes(null)));
        Assert.True(number.TryRead(number.ToBytes(null), acceptsNull: true, out var value));
        Assert.Null(value);
        Assert.False(number.TryRead(number.ToBytes(null), acceptsNull: false, out _));
        Assert.NotEqual(text.ToBytes(null), text.ToBytes("\\N"));
    }

    [Theory]
    [InlineData(typeof(int), "")]
    [InlineData(typeof(int), "1.0")]
    [InlineData(typeof(int), "99999999999")]
    [InlineData(typeof(DateOnly), "02.01.1990")]
    [InlineData(typeof(bool), "maybe")]
    [InlineData(typeof(byte[]), "no base64!")]
    [InlineData(typeof(Guid), "1")]
    [InlineData(typeof(char), "two")]
    [InlineData(typeof(DayOfWeek), "Someday")]
    [InlineData(typeof(string), "\\X")]
    public void What_is_no_value_of_the_type_is_not_read(Type type, string text) =>
        Assert.False(FieldFormats.For(type)!.TryRead(Encoding.UTF8.GetBytes(text), acceptsNull: true, out _));

    [Fact]
    public void Bytes_that_are_no_utf8_are_no_text() =>
        Assert.False(FieldFormats.For(typeof(string))!.TryRead([0xC3, 0x28], acceptsNull: true, out _));

    [Fact]
    public void A_type_without_an_exact_text_is_no_field() => Assert.Null(FieldFormats.For(typeof(List<int>)));
}
