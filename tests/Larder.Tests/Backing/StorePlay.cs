using Larder.Backing;
using Larder.Hosting;
using Larder.Journal;
using Larder.Pipeline;
using Larder.Serialization;
using Larder.Testing;
using Larder.Testing.Journal;
using Larder.Testing.Tiers;
using Larder.Tests.Interleaving;
using Larder.Tests.Journal;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Tests.Backing;

/// <summary>
/// A row, two processes with caches in front of it, and parts that write, read, remove and apply in any order. A read that starts after a write was
/// acknowledged must return that write or a later one; in the end both processes and the table have the last one.
/// </summary>
internal sealed class StorePlay : ISharedTierFactory
{
    private const string Key = "1";
    private static readonly CacheOptions Options = new() { Name = "play", Jitter = 0, LoadTimeout = TimeSpan.FromDays(30), MemoryBytes = 4 << 20 };

    private readonly Stage _stage = new();
    private readonly FakeClock _clock = new();
    private readonly TableStore _table = new();
    private readonly InMemoryTierServer _server;
    private readonly InMemoryJournalServer _journal;
    private readonly WriteStrategy _strategy;
    private readonly EngineScope _engine;
    private readonly Cache[] _caches;
    private readonly CachedStore<string, Row>[] _stores;
    private readonly List<Task> _parts = [];
    private readonly List<(int Got, int[] Acknowledged)> _reads = [];
    private readonly List<int> _acknowledged = [];
    private int _numbers;

    public StorePlay(Fences fences, WriteStrategy strategy)
    {
        (_server, _strategy) = (new InMemoryTierServer(_clock), strategy);
        _journal = new InMemoryJournalServer(_server);
        var surroundings = new CacheSurroundings(this, ForeignSerializers.None, NullLogger.Instance, _clock) { Fences = fences, Continuations = TaskCreationOptions.None };
        _caches = [.. Enumerable.Range(0, 2).Select(_ => CacheAssembly.Build("", Options, surroundings))];
        var settings = new JournalSettings("play:", 1, 1_000, 1 << 20, WriteDurability.Memory);
        var options = new WriteBehindOptions { Shards = 1, Durability = WriteDurability.Memory };
        var calls = CallsOf(out var definition);
        var writer = new StoreWriter<string, Row>(definition, calls, _caches[0].Stores);
        _engine = new EngineScope(
            new PausingJournal(_journal.Open(settings), _stage), new Dictionary<string, IStoreWriter> { [writer.Name] = writer }, options, NullLogger.Instance, _clock)
        {
            Pauses = new Pauses(options.Pace, _clock, new Random(1)),
        };
        _stores = [.. _caches.Select(cache => StoreOf(cache, definition, calls))];
        _table.Writing = (_, _) => _stage.PauseAsync();
        _table.Written = _stage.PauseAsync;
        _table.Loading = _stage.PauseAsync;
    }

    string ISharedTierFactory.Name => "play";

    ISharedTier ISharedTierFactory.Open(IChangeSink sink) => new PausingTier(_server.Open(sink), _stage);

    public void Run(Func<int, int> choose, Action<StorePlay> cast)
    {
        _parts.Clear();
        _reads.Clear();
        _acknowledged.Clear();
        _table.Clear();
        _journal.Lose();
        Part(() => ((ICache)_caches[0]).ClearAsync().AsTask());
        Finish(static _ => 0);
        Part(() => _engine.Journal.ClaimAsync(0, "one", TimeSpan.FromDays(300), default).AsTask());
        Finish(static _ => 0);
        _table[Key] = new Row(Key, _numbers = 1);
        _table.CommittedAt[1] = 0;
        cast(this);
        Finish(choose);
        for (var i = 0; i < 2 && _strategy == WriteStrategy.Behind; i++)
        {
            Apply();
            Finish(static _ => 0);
        }

        foreach (var process in (int[])[0, 1]) Read(process);
        Finish(static _ => 0);
        Judge();
    }

    public void Prepare(int process)
    {
        Read(process);
        Finish(static _ => 0);
    }

    public void Write(int process)
    {
        var number = ++_numbers;
        Part(async () =>
        {
            await _stage.PauseAsync().ConfigureAwait(false);
            var receipt = await _stores[process].SaveAsync(Key, new Row(Key, number)).ConfigureAwait(false);
            if (receipt.State == WriteState.Journaled) _table.CommittedAt[number] = receipt.Version;
            _acknowledged.Add(number);
        });
    }

    public void Read(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        int[] acknowledged = [.. _acknowledged];
        var row = await _stores[process].GetAsync(Key).ConfigureAwait(false);
        _reads.Add((row!.Number, acknowledged));
    });

    public void Remove(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        await ((ICache)_caches[process]).RemoveAsync(KeyInCache).ConfigureAwait(false);
    });

    public void Clear(int process) => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        await ((ICache)_caches[process]).ClearAsync().ConfigureAwait(false);
    });

    /// <summary>One batch of the shard's owner.</summary>
    public void Apply() => Part(async () =>
    {
        await _stage.PauseAsync().ConfigureAwait(false);
        var applier = new BatchApplier(_engine, 0);
        foreach (var part in (ShardPart[])[ShardPart.Unacknowledged, ShardPart.New])
        {
            var records = await _engine.Journal.ReadAsync(new ShardRead(0, "one", part, 100, TimeSpan.Zero), default).ConfigureAwait(false);
            await applier.ApplyAsync(records, default).ConfigureAwait(false);
        }
    });

    private string KeyInCache => _strategy == WriteStrategy.Behind ? ShardMap.KeyOf(0, $"row:{Key}") : $"row:{Key}";

    private void Judge()
    {
        foreach (var (got, acknowledged) in _reads)
        {
            var least = acknowledged.Length == 0 ? 0 : acknowledged.Max(number => _table.CommittedAt[number]);
            if (_table.CommittedAt[got] < least)
                throw new BrokenPromiseException($"A read returned write {got} after {string.Join(", ", acknowledged)} were acknowledged.");
        }

        var last = _table.CommittedAt.MaxBy(static one => one.Value).Key;
        if (_table[Key]!.Number != last) throw new BrokenPromiseException($"The table has {_table[Key]!.Number}, the last write is {last}.");
        foreach (var (got, _) in _reads[^2..])
            if (got != last) throw new BrokenPromiseException($"In the end a process reads {got}, the last write is {last}.");
    }

    private StoreCalls<string, Row> CallsOf(out StoreDefinition<string, Row> definition)
    {
        definition = new StoreDefinition<string, Row>(
            "row", new StoreOptions<string, Row> { Strategy = _strategy, Timeout = TimeSpan.FromDays(30) }, _ => _table);
        return new StoreCalls<string, Row>(definition, new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _clock);
    }

    private CachedStore<string, Row> StoreOf(Cache cache, StoreDefinition<string, Row> definition, StoreCalls<string, Row> calls)
    {
        var (parts, policy) = (new StoreParts<string, Row>(cache, definition, calls), cache.Stores.PolicyOf(definition.Options.Entries));
        var commit = new StoreCommit<string, Row>(calls, cache.Stores);
        if (_strategy == WriteStrategy.Around) return new(parts, new AroundWay<string, Row>(definition, commit, cache.Stores), pending: null);
        if (_strategy == WriteStrategy.Through) return new(parts, new ThroughWay<string, Row>(definition, commit, cache.Stores, policy), pending: null);
        var behind = new BehindWay<string, Row>(definition, commit, cache.Stores, policy, _engine);
        return new(parts, behind, new PendingReads<string, Row>(behind, cache.Stores, _engine));
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
