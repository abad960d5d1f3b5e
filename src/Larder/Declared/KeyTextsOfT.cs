namespace Larder.Declared;

/// <summary>
/// The texts of the keys that one method made last, by its one argument: a hit makes no text. 1,024 places, two for each argument: of three that meet, two stay.
/// </summary>
/// <param name="before">The text before the argument.</param>
/// <param name="after">The text behind it.</param>
/// <typeparam name="T">A text, an <c>int</c>, a <c>long</c> or a <c>Guid</c>.</typeparam>
internal sealed class KeyTexts<T>(string before, string after)
    where T : IEquatable<T>
{
    private const int Bits = 10;

    // What is longer is not worth its memory: 1,024 of them are to stay below a megabyte.
    private const int Longest = 256;

    private Made?[]? _made;

    /// <summary>The key of an argument.</summary>
    public string Of(T? argument)
    {
        if (argument is null) return Make(argument);
        var place = (int)((uint)argument.GetHashCode() * 2_654_435_769u >> (32 - Bits)) & ~1;
        if (Volatile.Read(ref _made) is not { } made) return Remember(argument, place);
        if (made[place] is { } newer && newer.Argument.Equals(argument)) return newer.Text;
        return made[place + 1] is { } older && older.Argument.Equals(argument) ? older.Text : Remember(argument, place);
    }

    private string Remember(T argument, int place)
    {
        var text = Make(argument);
        if (text.Length > Longest) return text;
        var made = _made ?? Interlocked.CompareExchange(ref _made, new Made?[1 << Bits], null) ?? _made;
        Volatile.Write(ref made[place + 1], made[place]);
        Volatile.Write(ref made[place], new(argument, text));
        return text;
    }

    private string Make(T? argument)
    {
        var text = new CacheKeyText(before.Length + after.Length, 1);
        text.AppendLiteral(before);
        if (argument is int number) text.AppendFormatted(number);
        else if (argument is long wide) text.AppendFormatted(wide);
        else if (argument is Guid id) text.AppendFormatted(id);
        else text.AppendFormatted((string?)(object?)argument);
        text.AppendLiteral(after);
        return CacheKey.Of(text);
    }

    private sealed record Made(T Argument, string Text);
}
