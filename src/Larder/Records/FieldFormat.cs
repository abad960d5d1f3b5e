using System.Text;

namespace Larder.Records;

/// <summary>How values of one type stand in a field: as text that people and other programs read, and that gives back exactly the value.</summary>
/// <param name="Type">The type, never a nullable one.</param>
/// <param name="Write">The text of a value.</param>
/// <param name="Read">The value of a text; null when it is none.</param>
internal sealed record FieldFormat(Type Type, Func<object, string> Write, Func<string, object?> Read)
{
    /// <summary>The bytes of a value, null included.</summary>
    public byte[] ToBytes(object? value) => value is null ? FieldText.Null.ToArray() : Encoding.UTF8.GetBytes(Write(value));

    /// <summary>Reads a field. False when it is no value of this type, or a null where there can be none.</summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, bool acceptsNull, out object? value)
    {
        value = null;
        if (bytes.SequenceEqual(FieldText.Null)) return acceptsNull;
        return FieldText.TryDecode(bytes, out var text) && (value = Read(text)) is not null;
    }
}
