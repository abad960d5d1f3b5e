using System.Globalization;

namespace Larder.Records;

/// <summary>The types that a field can have.</summary>
internal static class FieldFormats
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly string[] Dates =
        ["O", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    private static readonly Dictionary<Type, FieldFormat> Known = new FieldFormat[]
    {
        Of<string>(FieldText.Escaped, FieldText.Unescaped),
        Of<bool>(static value => value ? "true" : "false", Bool),
        Of<byte[]>(Convert.ToBase64String, Bytes),
        Of<char>(static value => FieldText.Escaped(value.ToString()), static text => FieldText.Unescaped(text) is [var one] ? one : null),
        Number<byte>(), Number<sbyte>(), Number<short>(), Number<ushort>(), Number<int>(), Number<uint>(), Number<long>(), Number<ulong>(),
        Of<decimal>(static value => value.ToString(Culture), static text =>
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, Culture, out var value) ? value : null),
        Of<double>(static value => value.ToString("R", Culture), static text => double.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null),
        Of<float>(static value => value.ToString("R", Culture), static text => float.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null),
        Of<Guid>(static value => value.ToString("D"), static text => Guid.TryParseExact(text, "D", out var value) ? value : null),
        Of<DateTime>(static value => value.ToString("O", Culture), static text =>
            DateTime.TryParseExact(text, Dates, Culture, DateTimeStyles.RoundtripKind, out var value) ? value : null),
        Of<DateTimeOffset>(static value => value.ToString("O", Culture), static text =>
            DateTimeOffset.TryParseExact(text, Dates, Culture, DateTimeStyles.AssumeUniversal, out var value) ? value : null),
        Of<DateOnly>(static value => value.ToString("O", Culture), static text => DateOnly.TryParseExact(text, "O", Culture, DateTimeStyles.None, out var value) ? value : null),
        Of<TimeOnly>(static value => value.ToString("O", Culture), static text =>
            TimeOnly.TryParseExact(text, ["O", "HH:mm:ss.FFFFFFF", "HH:mm"], Culture, DateTimeStyles.None, out var value) ? value : null),
        Of<TimeSpan>(static value => value.ToString("c", Culture), static text => TimeSpan.TryParseExact(text, "c", Culture, out var value) ? value : null),
    }.ToDictionary(static format => format.Type);

    /// <summary>The format of a type, a nullable one included; null when a field can't have it.</summary>
    public static FieldFormat? For(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum
            ? new FieldFormat(type, static value => value.ToString()!, text => Enum.TryParse(type, text, ignoreCase: false, out var value) ? value : null)
            : Known.GetValueOrDefault(type);
    }

    private static FieldFormat Of<T>(Func<T, string> write, Func<string, object?> read) => new(typeof(T), value => write((T)value), read);

    private static FieldFormat Number<T>()
        where T : struct, System.Numerics.INumber<T> => Of<T>(
            static value => value.ToString(null, Culture),
            static text => T.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var value) ? value : null);

    private static object? Bool(string text) => text switch
    {
        "true" or "True" or "1" => true,
        "false" or "False" or "0" => false,
        _ => null,
    };

    private static object? Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
