using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Larder.Declared;

/// <summary>
/// The decorators that were generated. Each assembly tells its own when it is loaded, so nothing is looked up by reflection. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeclaredServices
{
    private static readonly ConcurrentDictionary<(Type Service, Type? Implementation), object> s_all = new();

    /// <summary>Tells of a decorator.</summary>
    public static void Add<TService>(DeclaredService<TService> declared)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(declared);
        s_all[(typeof(TService), declared.Implementation)] = declared;
    }

    /// <summary>The decorator by the attributes of the class, else of a class that it derives from, else of the interface.</summary>
    internal static DeclaredService<TService>? Find<TService>(Type implementation)
        where TService : class
    {
        Load(typeof(TService));
        for (var type = implementation; type is not null && type != typeof(object); type = type.BaseType)
        {
            Load(type);
            if (s_all.TryGetValue((typeof(TService), type), out var found)) return (DeclaredService<TService>)found;
        }

        return s_all.TryGetValue((typeof(TService), null), out var byInterface) ? (DeclaredService<TService>)byInterface : null;
    }

    // To name a type does not yet run what its assembly does when it is loaded.
    private static void Load(Type type) => RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
}
