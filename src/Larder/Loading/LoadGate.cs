namespace Larder.Loading;

/// <summary>
/// How many loaders may run at once: what protects the source when many different keys are missing (bulkhead). A loader that reads the cache
/// again has a place already, and must not wait for another one that its like may hold.
/// </summary>
internal sealed class LoadGate(int width) : IDisposable
{
    private readonly AsyncLocal<bool> _isInside = new();
    private readonly SemaphoreSlim _places = new(width, width);

    /// <summary>Whether the caller is a loader that this gate let in.</summary>
    public bool IsInside => _isInside.Value;

    public async ValueTask<TResult> RunAsync<TState, TResult>(
        TState state, Func<TState, CancellationToken, ValueTask<TResult>> load, GatePass pass, CancellationToken cancellationToken)
    {
        _isInside.Value = true;
        if (pass == GatePass.Nested) return await load(state, cancellationToken).ConfigureAwait(false);
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await load(state, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
