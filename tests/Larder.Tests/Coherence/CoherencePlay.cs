using Larder.Hosting;
using Larder.Serialization;
using Larder.Testing;
using Larder.Tests.Interleaving;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Tests.Coherence;

/// <summary>
/// A source of one number, a cache before it, and a server between them to which others write too. What this process changed, its reads see at
/// once; what others changed, they see when more than the bound has passed since the server said so.
/// </summary>
internal sealed class CoherencePlay : ISharedTierFactory
{
    private const string Key = "list:1";

    private static readonly TimeSpan MoreThanTheBound = TimeSpan.FromSeconds(2);

    private static readonly CacheOptions Options = new()
    {
        Name = "play", Jitter = 0, LoadTimeout = TimeSpan.FromDays(30), CommandTimeout = TimeSpan.FromDays(1), BreakerOpensAfter = 10_000,
        StalenessBound = TimeSpan.FromSeconds(1), DetachedExpiration = TimeSpan.Zero, MemoryBytes = 4 << 20,
    };

    private static readonly CacheEntryOptions Entries = new() { Tags = ["fruit"], Expiration = TimeSpan.FromDays(10), StaleFor = TimeSpan.Zero };

    private readonly MissingFence _missing;
    private readonly Stage _stage = new();
    private readonly FakeClock _clock = new();
    private readonly List<Task> _parts = [];
    private readonly List<string> _story = [];
    private readonly ICache _cache;
    private SimulatedTier _tier = null!;
    private SimulatedServer _primary = new();
    private int _source;
    private int _seenAtOnce;
    private int _seenAfterTheBound;
    private int _toldBefore;
    private bool _isDeposedUnheard;

    public CoherencePlay(Fences fences, MissingFence missing)
    {
        _missing = missing;
        var surroundings = new CacheSurroundings(this, ForeignSerializers.None, NullLogger.Instance, _clock)
        {
            Fences = fences, Continuations = TaskCreationOptions.None,
        };
        _cache = CacheAssembly.Build("", Options, surroundings);
    }

    string ISharedTierFactory.Name => "play";

    ISharedTier ISharedTierFactory.Open(IChangeSink sink)
    {
        _tier = new SimulatedTier(sink, _stage, _clock, _missing);
        _tier.Connect(_primary);
        return _tier;
    }

    /// <summary>Two readers, one who writes here, one who writes elsewhere, a lost connection and another primary, in the order that is chosen.</summary>
    public void Run(Func<int, int> choose)
    {
        (_source, _seenAtOnce, _seenAfterTheBound, _toldBefore) = (1, 1, 1, 1);
        Begin();
        Part(ReadAsync);
        Part(ReadAsync);
        Part(WriteHereAsync);
        Part(WriteElsewhereAsync);
        Part(LoseConnectionAsync);
        Part(ChangePrimaryAsync);
        Part(PingAsync);
        Part(PassTimeAsync);
        Finish(choose);

        PassTime();
        Part(ReadAsync);
        Finish(static _ => 0);
    }

    /// <summary>Memory holds what the source says, and so does the server.</summary>
    private void Begin()
    {
        _parts.Clear();
        _story.Clear();
        _tier.Connect(_primary);
        Part(() => _cache.ClearAsync().AsTask());
        Finish(static _ => 0);
        Part(ReadAsync);
        Finish(static _ => 0);
    }

    private async Task ReadAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        _story.Add("a read begins");
        var least = Math.Max(_seenAtOnce, _seenAfterTheBound);
        var got = await _cache.GetOrLoadAsync(Key, LoadAsync, Entries).ConfigureAwait(false);
        if (got < least) throw new BrokenPromiseException($"A read returned {got} where {least} was due. {string.Join("; ", _story)}.");
        _story.Add($"a read got {got}");
    }

    private async ValueTask<int> LoadAsync(CancellationToken cancellationToken)
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var read = _source;
        _story.Add($"the loader read {read}");
        await _stage.PauseAsync().ConfigureAwait(false);
        return read;
    }

    private async Task WriteHereAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var number = ++_source;
        _story.Add($"the source changes to {number}");
        await _stage.PauseAsync().ConfigureAwait(false);
        await _cache.RemoveAsync(Key).ConfigureAwait(false);
        _seenAtOnce = Math.Max(_seenAtOnce, number);
        _story.Add($"removed here for {number}");
    }

    /// <summary>Another program changes the source and deletes the key at whoever is the primary.</summary>
    private async Task WriteElsewhereAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var number = ++_source;
        _story.Add($"the source changes to {number}");
        await _stage.PauseAsync().ConfigureAwait(false);
        _primary.Put(new Slot(SlotKind.Entry, $"play:{Key}"), null);
        _toldBefore = Math.Max(_toldBefore, number);
        _story.Add($"removed elsewhere for {number}");
    }

    private async Task LoseConnectionAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        _tier.Cut();
        _story.Add("the connection is cut");
        await _stage.PauseAsync().ConfigureAwait(false);
        _tier.Reconnect();
        _story.Add("and made anew");
    }

    /// <summary>Until the client hears of it, it can't know what others tell the new primary; time stands still meanwhile.</summary>
    private async Task ChangePrimaryAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        _primary = _primary.Depose();
        _isDeposedUnheard = true;
        _story.Add("another primary");
        await _stage.PauseAsync().ConfigureAwait(false);
        if (_missing != MissingFence.Topology) _tier.Connect(_primary);
        _isDeposedUnheard = false;
        _story.Add("and it is known");
    }

    private async Task PingAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        await _tier.PingAsync().ConfigureAwait(false);
    }

    private async Task PassTimeAsync()
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        if (!_isDeposedUnheard) PassTime();
    }

    private void PassTime()
    {
        _clock.Advance(MoreThanTheBound);
        _story.Add("time passes");
        _seenAfterTheBound = _toldBefore;
    }

    private void Part(Func<Task> part) => _parts.Add(part());

    private void Finish(Func<int, int> choose)
    {
        while (_stage.Waiting > 0) _stage.Resume(choose(_stage.Waiting));
        foreach (var part in _parts)
        {
            if (!part.IsCompleted) throw new BrokenPromiseException("A part waits for ever.");
            part.GetAwaiter().GetResult();
        }
    }
}
