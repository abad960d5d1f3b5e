using System.Collections.Concurrent;
using Larder.Resp;
using Larder.Resp.Commands;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Keeps the marks that this process depends on from being the idlest keys of a server that evicts. Memory answers for them, so the server would
/// see them once and never again; and when the mark of a whole cache goes, all of it goes. While there is traffic they are touched each second,
/// which neither changes nor follows them.
/// </summary>
internal sealed class MarkWarmth(RedisScope scope, TimeProvider time) : IAsyncDisposable
{
    private const int MostMarks = 10_000;
    private const int AtOnce = 500;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _marks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private Task? _touching;
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

    /// <summary>Touches all once.</summary>
    public async ValueTask TouchAsync(CancellationToken cancellationToken)
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
            if (!Interlocked.Exchange(ref _hasTraffic, false)) continue;
            try
            {
                await TouchAsync(_ending.Token).ConfigureAwait(false);
            }
            catch (RespException)
            {
                // Those who read are told that the server is away; the next second comes.
            }
        }
    }
}
