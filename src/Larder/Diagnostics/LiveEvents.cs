using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Larder.Diagnostics;

/// <summary>
/// What happens to a cache, as it happens, for one listener. He never slows the cache down: what he does not take in time is lost to him, and counted.
/// </summary>
public sealed class LiveEvents : IDisposable
{
    private readonly LiveFilter _filter;
    private readonly Action<LiveEvents> _close;
    private readonly Channel<CacheEvent> _waiting;
    private long _lost;
    private long _seen;
    private int _isClosed;

    internal LiveEvents(LiveFilter filter, Action<LiveEvents> close)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Room, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.OneOf, 1);
        (_filter, _close) = (filter, close);
        _waiting = Channel.CreateBounded<CacheEvent>(new BoundedChannelOptions(filter.Room) { SingleReader = true });
    }

    /// <summary>How many events there was no room for since it was opened.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>The next event, if one waits.</summary>
    public bool TryTake([NotNullWhen(true)] out CacheEvent? happened) => _waiting.Reader.TryRead(out happened);

    /// <summary>Until an event waits.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Listens no longer.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0) _close(this);
    }

    internal void Offer(CacheEvent happened)
    {
        if (!_filter.Wants(happened)) return;
        if (_filter.OneOf > 1 && happened.Key.Length > 0 && Interlocked.Increment(ref _seen) % _filter.OneOf != 1) return;
        if (!_waiting.Writer.TryWrite(happened)) Interlocked.Increment(ref _lost);
    }
}
