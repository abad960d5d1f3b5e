using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Declared;

/// <summary>What the decorators of one service share in an application; for generated code.</summary>
/// <typeparam name="TService">The interface.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CachedService<TService>
    where TService : class
{
    private const DynamicallyAccessedMemberTypes Needed = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors;

    private readonly Inner<TService> _inner;
    private readonly IServiceProvider _services;
    private readonly CachedMethod[] _methods;
    private readonly bool _isPast;

    internal CachedService(Inner<TService> inner, IServiceProvider services, CachedMethod[] methods, bool isPast) =>
        (_inner, _services, _methods, _isPast) = (inner, services, methods, isPast);

    /// <summary>The cache and the options of a family.</summary>
    public CachedMethod Of(CacheFamily family) => _methods[family.Index];

    /// <summary>One call of the cache; its load runs in a scope of its own. A hit in memory allocates nothing.</summary>
    /// <param name="family">The method's family.</param>
    /// <param name="key">The key.</param>
    /// <param name="call">The method's arguments.</param>
    /// <param name="load">Calls the method.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public ValueTask<T> ReadAsync<TCall, T>(
        CacheFamily family, string key, TCall call, ScopedLoad<TService, TCall, T> load, CancellationToken cancellationToken)
    {
        var method = _methods[family.Index];
        return method.Cache.GetOrLoadAsync(
            key, (Service: this, call, load), static (use, context, token) => use.Service.LoadAsync(use.call, use.load, context, token),
            method.Options, cancellationToken);
    }

    /// <summary>One call of the cache by the one argument that the key holds.</summary>
    /// <param name="family">The method's family.</param>
    /// <param name="call">The argument.</param>
    /// <param name="load">Calls the method.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public ValueTask<T> ReadAsync<TCall, T>(
        CacheFamily<TCall> family, TCall call, ScopedLoad<TService, TCall, T> load, CancellationToken cancellationToken)
        where TCall : IEquatable<TCall> =>
        ReadAsync(family, family.KeyOf(call), call, load, cancellationToken);

    /// <summary>One call of the cache for a method that answers a task.</summary>
    /// <param name="family">The method's family.</param>
    /// <param name="key">The key.</param>
    /// <param name="call">The method's arguments.</param>
    /// <param name="load">Calls the method.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public Task<T> ReadTaskAsync<TCall, T>(
        CacheFamily family, string key, TCall call, ScopedTask<TService, TCall, T> load, CancellationToken cancellationToken) =>
        ReadAsync(family, key, (call, load), static (service, use, context, token) => new ValueTask<T>(use.load(service, use.call, context, token)), cancellationToken).AsTask();

    /// <summary>One call of the cache by the one argument that the key holds, for a method that answers a task.</summary>
    /// <param name="family">The method's family.</param>
    /// <param name="call">The argument.</param>
    /// <param name="load">Calls the method.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public Task<T> ReadTaskAsync<TCall, T>(
        CacheFamily<TCall> family, TCall call, ScopedTask<TService, TCall, T> load, CancellationToken cancellationToken)
        where TCall : IEquatable<TCall> =>
        ReadTaskAsync(family, family.KeyOf(call), call, load, cancellationToken);

    /// <summary>A cache by its name; empty: the default one.</summary>
    public ICache Cache(string name) => _services.GetRequiredKeyedService<ICache>(name);

    /// <summary>A projection of the record with this key, or of the one with this value of a property.</summary>
    /// <param name="record">Which records, and how one is found.</param>
    /// <param name="key">The key, or the value.</param>
    /// <param name="load">Calls the method.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <exception cref="InvalidOperationException">LAR344: nobody added such records.</exception>
    public ValueTask<T?> ReadRecordAsync<TEntity, TKey, TValue, [DynamicallyAccessedMembers(Needed)] T>(
        RecordAddress<TEntity, TKey> record, TValue key, ScopedRead<TService, TValue, T> load, CancellationToken cancellationToken)
        where TEntity : class
        where TKey : notnull
        where TValue : notnull
        where T : class =>
        _isPast ? LoadAsync(key, load, cancellationToken) : record.ReadAsync(_services, key, (asked, token) => LoadAsync(asked, load, token), cancellationToken);

    /// <summary>
    /// The implementation for one load: from a scope of its own, as a load outlives who began it. A singleton is itself.
    /// </summary>
    public LoadScope<TService> OpenScope() =>
        _inner.IsSingleton ? new(_inner, null, _services) : new(_inner, _services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope(), _services);

    /// <summary>The implementation in the caller's own scope. Made when it is first needed: a hit does without.</summary>
    public TService Resolve(IServiceProvider services, ref TService? held) =>
        held ?? Interlocked.CompareExchange(ref held, _inner.Resolve(services), null) ?? held;

    private async ValueTask<T> LoadAsync<TCall, T>(
        TCall call, ScopedLoad<TService, TCall, T> load, LoadContext context, CancellationToken cancellationToken)
    {
        await using var scope = OpenScope();
        return await load(scope.Service, call, context, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<T?> LoadAsync<TValue, T>(TValue key, ScopedRead<TService, TValue, T> load, CancellationToken cancellationToken)
        where T : class
    {
        await using var scope = OpenScope();
        return await load(scope.Service, key, cancellationToken).ConfigureAwait(false);
    }
}
