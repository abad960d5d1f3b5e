using System.Collections.Concurrent;
using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Keeps the marks that this process depends on from being the idlest keys of a server that evicts. Memory answers for them, so the server would
/// see them once and never again; and when the mark of a whole cache goes, all of it goes. They are touched, which neither changes nor follows them:
/// each second while there is traffic, and with what this process writes, so that no amount of it makes them old.
/// </summary>
internal sealed class MarkWarmth(RedisScope scope, TimeProvider time) : IAsyncDisposable
{
    private const int MostMarks = 10_000;
    private const int AtOnce = 500;
    private const long WrittenBetween = 256 << 10;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _marks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Task? _touching;
    private long _written;
    private bool _hasTraffic;

    /// <summary>These are being read.</summary>
    public void Note(ReadOnlySpan<Slot> slots)
    {
        if (!Volatile.Read(ref _hasTraffic)) Volatile.Write(ref _hasTraffic, true);
        foreach (var slot in slots)
        {
            if (slot.Kind is SlotKind.Entry or SlotKind.Refresh || !_marks.TryAdd(SlotKey.Of(slot), true)) continue;

            // Which of them are still needed nobody knows; those that are, come back.
            if (_marks.Count > MostMarks) _marks.Clear();
            Start();
        }
    }

    /// <summary>Beside a write of this size: ends at once, or when the marks were touched.</summary>
    public Task BesideWriteAsync(int bytes, CancellationToken cancellationToken)
    {
        if (Interlocked.Add(ref _written, bytes + SlotHead.Size) < WrittenBetween) return Task.CompletedTask;
        Volatile.Write(ref _written, 0);
        return TryTouchAsync(cancellationToken);
    }

    private async Task TryTouchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TouchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RespException)
        {
            // Those who read and write are told that the server is away; it is done again soon.
        }
    }

    private async Task TouchAsync(CancellationToken cancellationToken)
    {
        foreach (var some in _marks.Keys.Chunk(AtOnce))
            await scope.Client.ExecuteAsync(new Command("TOUCH").Keys(some), Replies.Integer, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        Task? touching;
        lock (_gate) touching = _touching;
        if (touching is not null) await touching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Start()
    {
        if (Volatile.Read(ref _touching) is not null) return;
        lock (_gate)
        {
            if (!_ending.IsCancellationRequested) _touching ??= Task.Run(TouchAgainAndAgainAsync);
        }
    }

    private async Task TouchAgainAndAgainAsync()
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
        {
            if (Interlocked.Exchange(ref _hasTraffic, false)) await TryTouchAsync(_ending.Token).ConfigureAwait(false);
        }
    }
}
