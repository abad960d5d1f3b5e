using System.ComponentModel;

namespace Larder.Declared;

/// <summary>Calls a method that answers a <see cref="Task{TResult}"/> on an implementation from a scope of its own; for generated code.</summary>
/// <param name="service">The implementation.</param>
/// <param name="call">The method's arguments.</param>
/// <param name="context">What the load may say about its value.</param>
/// <param name="cancellationToken">Cancelled when no caller waits any more.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Task<T> ScopedTask<in TService, in TCall, T>(TService service, TCall call, LoadContext context, CancellationToken cancellationToken);
