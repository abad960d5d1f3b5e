using System.Globalization;
using System.Numerics;
using System.Text;

namespace Larder.Keys;

/// <summary>Numbers, enums, identifiers, dates and times in a key: the same text in every culture, one text for one value.</summary>
internal static class FormattedText
{
    private const string Moment = "yyyyMMdd'T'HHmmss.fffffff";

    private static readonly HashSet<Type> s_wholeNumbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(nint), typeof(nuint),
        typeof(Int128), typeof(UInt128), typeof(BigInteger),
    ];

    public static string Of<T>(T part)
        where T : ISpanFormattable => part switch
        {
            Guid id => id.ToString("D", CultureInfo.InvariantCulture),
            char character => "#'" + PartText.Escaped(character.ToString()),
            Enum choice => "#" + choice.ToString("D"),
            decimal number => WithoutTrailingZeros(number),
            double number => OfFloat(number),
            float number => OfFloat(number),
            Half number => OfFloat(number),
            DateTime moment => OfMoment(moment),
            DateTimeOffset moment => OfMoment(moment.UtcDateTime),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH.mm.ss.fffffff", CultureInfo.InvariantCulture),
            TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture) + "t",
            Rune rune => "#'" + PartText.Escaped(rune.ToString()),
            _ when s_wholeNumbers.Contains(part.GetType()) => part.ToString(null, CultureInfo.InvariantCulture),
            _ => throw CollectionText.Unsupported(part.GetType()),
        };

    // A local time is the moment that it stands for: the same in a process with another time zone.
    private static string OfMoment(DateTime moment) => moment.Kind switch
    {
        DateTimeKind.Local => OfMoment(moment.ToUniversalTime()),
        DateTimeKind.Utc => moment.ToString(Moment, CultureInfo.InvariantCulture) + "Z",
        _ => moment.ToString(Moment, CultureInfo.InvariantCulture),
    };

    private static string OfFloat<T>(T number)
        where T : IFloatingPointIeee754<T>
    {
        if (T.IsZero(number)) return "0";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return T.IsFinite(number) ? text : "#" + text;
    }

    // Equal decimals may have different scales, which their text shows: 1.5 and 1.50.
    private static string WithoutTrailingZeros(decimal number)
    {
        if (number == 0) return "0";
        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
