using System.ComponentModel;

namespace Larder.Declared;

/// <summary>Reads a row by an implementation from a scope of its own; for generated code.</summary>
/// <param name="service">The implementation.</param>
/// <param name="key">What the row is found by.</param>
/// <param name="cancellationToken">Cancelled when no caller waits any more.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<T?> ScopedRead<in TService, in TValue, T>(TService service, TValue key, CancellationToken cancellationToken)
    where T : class;
