namespace Larder.Keys;

/// <summary>A type in a key: assembly, full name and type arguments, without versions, so that an update of a library changes no key.</summary>
internal static class TypeText
{
    public static string Of(Type type) => "#" + Named(type);

    private static string Named(Type type)
    {
        if (type.HasElementType) return $"{Named(type.GetElementType()!)}#{PartText.Escaped(type.Name[type.Name.LastIndexOfAny(['[', '*', '&'])..])}";
        var name = $"{type.Assembly.GetName().Name}/{(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name}";
        return type.IsConstructedGenericType
            ? $"{PartText.Escaped(name)}[{string.Join(',', type.GetGenericArguments().Select(Named))}]"
            : PartText.Escaped(name);
    }
}
