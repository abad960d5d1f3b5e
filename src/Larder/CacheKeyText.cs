using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Larder.Keys;

namespace Larder;

/// <summary>
/// Collects the text of a key; the compiler calls it for the argument of <see cref="CacheKey.Of"/>. Arguments are text, numbers, <c>bool</c>,
/// <c>char</c>, enums, <c>Guid</c>, dates and times, <c>Type</c>, <see cref="ICacheKeyPart"/>, nullables and collections of these; others don't compile.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct CacheKeyText(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);
    private bool _isAfterPart;

    /// <summary>Text of the template itself.</summary>
    public void AppendLiteral(string literal)
    {
        if (literal.Length == 0) return;
        if (_isAfterPart && PartText.MayHold(literal[0])) _text.AppendLiteral(PartText.End);
        _text.AppendLiteral(literal);
        _isAfterPart = false;
    }

    /// <summary>A text; null and the empty one differ.</summary>
    public void AppendFormatted(string? part) => Append(part is null ? PartText.Null : PartText.Of(part));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public void AppendFormatted(bool part) => Append(PartText.Of(part));

    /// <summary><c>true</c>, <c>false</c> or none.</summary>
    public void AppendFormatted(bool? part) => Append(part is { } known ? PartText.Of(known) : PartText.Null);

    /// <summary>A type by its name, its type arguments and its assembly.</summary>
    public void AppendFormatted(Type? part) => Append(part is null ? PartText.Null : TypeText.Of(part));

    /// <summary>A value of the application's own type.</summary>
    public void AppendFormatted(ICacheKeyPart? part) => Append(part is null ? PartText.Null : PartText.Of(part));

    /// <summary>A number, enum, identifier, date or time.</summary>
    public void AppendFormatted<T>(T part)
        where T : struct, ISpanFormattable
    {
        // The parts that most keys are made of need no text of their own.
        if (typeof(T) == typeof(int) || typeof(T) == typeof(long))
        {
            Separate();
            _text.AppendFormatted(part);
        }
        else
        {
            Append(FormattedText.Of(part));
        }
    }

    /// <summary>A number, enum, identifier, date or time, or none.</summary>
    public void AppendFormatted<T>(T? part)
        where T : struct, ISpanFormattable
    {
        if (part is { } known) AppendFormatted(known);
        else Append(PartText.Null);
    }

    /// <summary>Several parts in their order; those of a set in an order that does not depend on how it was filled.</summary>
    public void AppendFormatted<T>(IEnumerable<T>? parts) => Append(parts is null ? PartText.Null : CollectionText.Of(parts));

    /// <summary>The whole text; what was collected is given back.</summary>
    internal string Take() => _text.ToStringAndClear();

    private void Append(string part)
    {
        Separate();
        _text.AppendLiteral(part);
    }

    private void Separate()
    {
        if (_isAfterPart) _text.AppendLiteral(PartText.End);
        _isAfterPart = true;
    }
}
