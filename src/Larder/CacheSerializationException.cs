namespace Larder;

/// <summary>A value can't be turned into bytes.</summary>
/// <param name="type">Its declared type.</param>
/// <param name="inner">What the serializer said.</param>
public sealed class CacheSerializationException(Type type, Exception inner) : CacheException(
    "LAR402",
    $"A value of type {type} can't be serialised, so it can't be stored: {inner.Message} Cache a plain record of what you need, or register a serializer for the type.",
    inner)
{
    /// <summary>The declared type of the value.</summary>
    public Type Type => type;
}
