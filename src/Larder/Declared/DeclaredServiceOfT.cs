using System.ComponentModel;

namespace Larder.Declared;

/// <summary>A decorator that was generated; for generated code.</summary>
/// <typeparam name="TService">The interface that it implements.</typeparam>
/// <param name="implementation">The class whose attributes it was made of; null: those of the interface.</param>
/// <param name="families">The families of keys of its methods.</param>
/// <param name="create">Makes one for a scope.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeclaredService<TService>(
    Type? implementation, CacheFamily[] families, Func<CachedService<TService>, IServiceProvider, TService> create)
    where TService : class
{
    internal Type? Implementation => implementation;

    internal IReadOnlyList<CacheFamily> Families { get; } = Numbered(families);

    internal TService Create(CachedService<TService> service, IServiceProvider services) => create(service, services);

    private static CacheFamily[] Numbered(CacheFamily[] families)
    {
        for (var place = 0; place < families.Length; place++) families[place].Index = place;
        return families;
    }
}
