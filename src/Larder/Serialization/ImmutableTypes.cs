using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Text;

namespace Larder.Serialization;

/// <summary>The types of the platform that are known to be immutable, whatever their fields look like.</summary>
internal static class ImmutableTypes
{
    private static readonly FrozenSet<Type> Simple = new[]
    {
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex), typeof(Rune), typeof(Index),
        typeof(Range),
    }.ToFrozenSet();

    /// <summary>Immutable if their arguments are. The frozen ones are abstract, but nobody else can derive from them.</summary>
    private static readonly FrozenSet<Type> Generic = new[]
    {
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(FrozenDictionary<,>),
        typeof(FrozenSet<>),
    }.ToFrozenSet();

    public static bool Contains(Type type) => type.IsPrimitive || type.IsEnum || Simple.Contains(type);

    /// <summary>The arguments that decide, if the type is one of the generic ones or derives from one; else null.</summary>
    public static Type[]? ArgumentsOf(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
            if (one.IsGenericType && Generic.Contains(one.GetGenericTypeDefinition())) return one.GetGenericArguments();
        return null;
    }
}
