using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Larder.Serialization;

/// <summary>A type and where it was met.</summary>
internal readonly record struct TypeUse(Type Type, TypePlace Place)
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Whether a value met here is of this type and of no derived one. An array or a pointer is never immutable.</summary>
    public bool IsExact =>
        !Type.IsArray && !Type.IsPointer && !Type.IsFunctionPointer && (Type.IsValueType || Type.IsSealed || Place != TypePlace.Field);

    /// <summary>Only on the type itself: that a base class is immutable says nothing of what derives from it.</summary>
    public bool HasImmutableAttribute => Type.GetCustomAttribute<ImmutableObjectAttribute>(inherit: false) is { Immutable: true };

    /// <summary>
    /// Whether no field of the object, those of its base classes too, can be set after construction; their types are added to be judged. The
    /// fields of a struct that is copied when it is handed over may be set: of the copy.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A field that trimming removed is used by nothing, so nothing changes it.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A field that trimming removed is used by nothing, so nothing changes it.")]
    public bool HasOnlyFixedFields(Stack<Type> types)
    {
        var isCopied = Type.IsValueType && Place != TypePlace.Top;
        for (var type = Type; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(Declared))
            {
                if (!isCopied && !field.IsInitOnly) return false;
                types.Push(field.FieldType);
            }
        }

        return true;
    }
}
