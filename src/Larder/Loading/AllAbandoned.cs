namespace Larder.Loading;

/// <summary>Cancelled when every one of some tokens is: a batch ends early only when nobody waits for any part of it.</summary>
internal sealed class AllAbandoned : IDisposable
{
    private readonly CancellationTokenSource _all = new();
    private readonly List<CancellationTokenRegistration> _registrations = [];
    private int _waiting = 1;

    public AllAbandoned(IEnumerable<CancellationToken> tokens)
    {
        foreach (var token in tokens)
        {
            Interlocked.Increment(ref _waiting);
            _registrations.Add(token.UnsafeRegister(static all => ((AllAbandoned)all!).One(), this));
        }

        One();
    }

    public CancellationToken Token => _all.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _all.Dispose();
    }

    private void One()
    {
        if (Interlocked.Decrement(ref _waiting) == 0) _all.Cancel();
    }
}
