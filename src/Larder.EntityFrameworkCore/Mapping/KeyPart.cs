using System.Collections;
using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>Writes a value into a key as the compiler would have done with its type, so that both are spelt alike.</summary>
internal static class KeyPart
{
    private delegate void Writer(ref CacheKeyText text, object part);

    private static readonly HashSet<Type> s_others =
    [
        typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Int128),
        typeof(UInt128), typeof(BigInteger), typeof(Half), typeof(Rune),
    ];

    private static readonly ConcurrentDictionary<Type, Writer> s_writers = new();

    /// <summary>Whether a value of this type can be told from others by text.</summary>
    public static bool Takes(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(Type) || IsNumberOrTime(type) || typeof(ICacheKeyPart).IsAssignableFrom(type)
            || (type.IsArray && Takes(type.GetElementType()!));
    }

    public static void Append(ref CacheKeyText text, object? part)
    {
        switch (part)
        {
            case null:
                text.AppendFormatted((string?)null);
                break;
            case string own:
                text.AppendFormatted(own);
                break;
            case bool own:
                text.AppendFormatted(own);
                break;
            case Type own:
                text.AppendFormatted(own);
                break;
            case ICacheKeyPart own:
                text.AppendFormatted(own);
                break;
            case not IEnumerable when IsNumberOrTime(part.GetType()):
                s_writers.GetOrAdd(part.GetType(), WriterOf)(ref text, part);
                break;
            case IEnumerable parts:
                text.AppendFormatted(parts.Cast<object?>());
                break;
            default:
                throw new ArgumentException($"LAR602 A value of the type {part.GetType()} can't stand in a key. Implement {nameof(ICacheKeyPart)}, or use another column.");
        }
    }

    private static bool IsNumberOrTime(Type type) => type.IsPrimitive || type.IsEnum || s_others.Contains(type);

    private static Writer WriterOf(Type type) => typeof(KeyPart).GetMethod(nameof(AppendStruct), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(type).CreateDelegate<Writer>();

    private static void AppendStruct<T>(ref CacheKeyText text, object part)
        where T : struct, ISpanFormattable => text.AppendFormatted((T)part);
}
