using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Declared;

/// <summary>The implementation for one load, and the scope that ends with it; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LoadScope<TService> : IAsyncDisposable
    where TService : class
{
    private readonly Inner<TService> _inner;
    private readonly AsyncServiceScope? _scope;
    private readonly IServiceProvider _services;

    internal LoadScope(Inner<TService> inner, AsyncServiceScope? scope, IServiceProvider services) =>
        (_inner, _scope, _services) = (inner, scope, services);

    /// <summary>The implementation. Read once: what fails in making it ends the scope too.</summary>
    public TService Service => _inner.Resolve(_scope is { } scope ? scope.ServiceProvider : _services);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _scope is { } scope ? scope.DisposeAsync() : default;
}
