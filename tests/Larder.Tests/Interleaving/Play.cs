using Larder.Hosting;
using Larder.Serialization;
using Larder.Testing;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Tests.Interleaving;

/// <summary>
/// A source of one number, caches in front of it, and parts that read, write and remove in any order. A read that starts after a change was
/// acknowledged must not return what was there before it. One set of caches serves all runs; each begins with a clear.
/// </summary>
internal sealed class Play : ISharedTierFactory
{
    /// <summary>The same in each run: whether two names share a stripe is up to chance, and must not change between them.</summary>
    private const string Key = "list:1";

    private static readonly CacheOptions Options = new() { Name = "play", Jitter = 0, LoadTimeout = TimeSpan.FromDays(30), MemoryBytes = 4 << 20 };

    private readonly Stage _stage = new();
    private readonly FakeClock _clock = new();
    private readonly InMemoryTierServer? _server;
    private readonly List<Task> _parts = [];
    private int _source;
    private int _acknowledged;

    public Play(Fences fences, int processes)
    {
        if (processes > 1) _server = new InMemoryTierServer(_clock);
        var surroundings = new CacheSurroundings(_server is null ? null : this, ForeignSerializers.None, NullLogger.Instance, _clock)
        {
            Fences = fences, Continuations = TaskCreationOptions.None,
        };
        Caches = [.. Enumerable.Range(0, processes).Select(_ => (ICache)CacheAssembly.Build("", Options, surroundings))];
    }

    public IReadOnlyList<ICache> Caches { get; }

    public CacheEntryOptions Entries { get; private set; } = new();

    string ISharedTierFactory.Name => "play";

    ISharedTier ISharedTierFactory.Open(IChangeSink sink) => new PausingTier(_server!.Open(sink), _stage);

    /// <summary>Puts the parts on the stage, lets them go on by these choices until all have ended, and looks whether the caches are right then.</summary>
    public void Run(Func<int, int> choose, Action<Play> cast)
    {
        (_source, _acknowledged) = (1, 1);
        _parts.Clear();
        Entries = new() { Tags = ["fruit"], Expiration = TimeSpan.FromMinutes(10), StaleFor = TimeSpan.FromMinutes(10) };
        Part(() => Caches[0].ClearAsync().AsTask());
        Finish(static _ => 0);
        cast(this);
        Finish(choose);
        foreach (var cache in Caches) Part(() => ReadAsync(cache));
        Finish(static _ => 0);
    }

    /// <summary>A value that is there before the play begins, and that the next read starts to refresh.</summary>
    public void Prepare()
    {
        Entries = new() { Tags = Entries.Tags, Expiration = TimeSpan.FromMinutes(10), RefreshAhead = TimeSpan.FromMinutes(10), StaleFor = TimeSpan.FromMinutes(10) };
        Part(async () => await Caches[0].SetAsync(Key, 1, Entries).ConfigureAwait(false));
        Finish(static _ => 0);
        _clock.Advance(TimeSpan.FromMinutes(6));
    }

    /// <summary>A value past its expiration, on which a failing load falls back.</summary>
    public void PrepareStale()
    {
        Part(async () => await Caches[0].SetAsync(Key, 1, Entries).ConfigureAwait(false));
        Finish(static _ => 0);
        _clock.Advance(TimeSpan.FromMinutes(11));
    }

    public void Read(int process) => Part(() => ReadAsync(Caches[process]));

    /// <summary>A read whose load fails: it may answer with the stale value, unless that was removed before.</summary>
    public void ReadInVain(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        try
        {
            // Where all loads fail, it is the stale value that answers; and not even who came before its removal gets it after that.
            var got = await Caches[process].GetOrLoadAsync<int>(Key, FailAsync, Entries).ConfigureAwait(false);
            Check(got, _acknowledged);
        }
        catch (IOException)
        {
            // Nothing to fall back on is always right.
        }
    });

    /// <summary>Changes the source, and then writes the new value into the cache.</summary>
    public void Write(int process) => Part(() => ChangeAsync(number => Caches[process].SetAsync(Key, number, Entries).AsTask()));

    /// <summary>Changes the source, and then removes.</summary>
    public void Remove(int process, string how) => Part(() => ChangeAsync(_ => RemoveAsync(Caches[process], how)));

    /// <summary>Removes although nothing changed.</summary>
    public void RemoveOnly(int process, string how) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        await RemoveAsync(Caches[process], how).ConfigureAwait(false);
    });

    private Task RemoveAsync(ICache cache, string how) => how switch
    {
        "key" => cache.RemoveAsync(Key).AsTask(),
        "tag" => cache.RemoveByTagAsync(Entries.Tags[0]).AsTask(),
        "prefix" => cache.RemoveByPatternAsync($"{Key}*").AsTask(),
        "clear" => cache.ClearAsync().AsTask(),
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

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

    private async Task ReadAsync(ICache cache)
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var least = _acknowledged;
        Check(await cache.GetOrLoadAsync(Key, LoadAsync, Entries).ConfigureAwait(false), least);
    }

    private async ValueTask<int> LoadAsync(CancellationToken cancellationToken)
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var read = _source;
        await _stage.PauseAsync().ConfigureAwait(false);
        return read;
    }

    private async ValueTask<int> FailAsync(CancellationToken cancellationToken)
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        throw new IOException();
    }

    private async Task ChangeAsync(Func<int, Task> tell)
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var number = ++_source;
        await _stage.PauseAsync().ConfigureAwait(false);
        await tell(number).ConfigureAwait(false);
        _acknowledged = Math.Max(_acknowledged, number);
    }

    private static void Check(int got, int least)
    {
        if (got < least) throw new BrokenPromiseException($"A read returned {got} after {least} was acknowledged.");
    }
}
