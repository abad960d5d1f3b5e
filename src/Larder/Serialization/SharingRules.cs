using System.Collections.Concurrent;

namespace Larder.Serialization;

/// <summary>Whether all who read a value may get the same object: when nobody can change it, or when the application promised not to.</summary>
internal sealed class SharingRules(IEnumerable<Type> promised, FieldSight sight)
{
    private readonly ConcurrentDictionary<(Type Type, bool IsBoxed), bool> _judged = new();
    private readonly HashSet<Type> _promised = [.. promised];

    /// <summary>Judges what the value is, not what it is declared as; a promise counts for either.</summary>
    public bool MayShare<T>(T value) =>
        value is null || _promised.Contains(typeof(T))
        || _judged.GetOrAdd((value.GetType(), !typeof(T).IsValueType), static (asked, self) => self.IsImmutable(asked.Type, asked.IsBoxed), this);

    /// <summary>All that can be reached from the type must be immutable: a type that was looked at needs no second look, so cycles end.</summary>
    private bool IsImmutable(Type type, bool isBoxed)
    {
        var reached = new HashSet<Type>();
        var open = new Stack<Type>();
        if (!HoldsStill(new TypeUse(type, isBoxed ? TypePlace.Top : TypePlace.TopUnboxed), open)) return false;
        while (open.TryPop(out var next))
            if (reached.Add(next) && !HoldsStill(new TypeUse(next, TypePlace.Field), open)) return false;
        return true;
    }

    /// <summary>Whether the type itself is immutable if the types that it adds to <paramref name="open"/> are.</summary>
    private bool HoldsStill(TypeUse use, Stack<Type> open)
    {
        if (_promised.Contains(use.Type) || ImmutableTypes.Contains(use.Type)) return true;
        if (ImmutableTypes.ArgumentsOf(use.Type) is { } arguments)
        {
            foreach (var argument in arguments) open.Push(argument);
            return true;
        }

        if (!use.IsExact) return false;
        return use.HasImmutableAttribute || (sight == FieldSight.Fields && use.HasOnlyFixedFields(open));
    }
}
