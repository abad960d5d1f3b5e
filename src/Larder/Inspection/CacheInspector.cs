using Larder.Declared;
using Larder.Diagnostics;
using Larder.Pipeline;

namespace Larder.Inspection;

/// <summary>Looks into one cache, for tools and pages. Looking changes nothing: no hit is counted, and nothing is loaded.</summary>
public sealed class CacheInspector
{
    private readonly Cache _cache;
    private readonly IReadOnlyList<CacheFamily> _families;
    private readonly EntryLook _look;
    private readonly ValueLook _values;
    private readonly KeyListing _listing;
    private readonly HealthLook _health;

    internal CacheInspector(Cache cache, IReadOnlyList<CacheFamily> families, Beside beside, TimeProvider time)
    {
        (_cache, _families) = (cache, families);
        _look = new EntryLook(cache.Parts);
        _values = new ValueLook(cache.Parts, _look);
        _listing = new KeyListing(cache.Parts, _look, time);
        _health = new HealthLook(cache.Parts, beside, time);
    }

    /// <summary>The cache's name; empty for the default one.</summary>
    public string Name => _cache.Name;

    /// <summary>The cache itself.</summary>
    public ICache Cache => _cache;

    /// <summary>In front of its keys in the shared tier.</summary>
    public string KeyPrefix => _cache.Parts.Keys.All.Name;

    /// <summary>A page of its keys. In the shared tier by steps, never all at once.</summary>
    /// <exception cref="ArgumentException">Something in the query is out of its range.</exception>
    public ValueTask<KeyPage> ListAsync(KeyQuery query, CancellationToken cancellationToken = default) => _listing.ReadAsync(query, cancellationToken);

    /// <summary>What can be told of an entry; null when no tier has it.</summary>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public async ValueTask<EntrySight?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        _cache.Parts.Keys.Check(key);
        var memory = _look.Memory(key);
        var (answered, shared) = await _look.SharedAsync(key, cancellationToken).ConfigureAwait(false);
        return memory is null && shared is null && answered ? null : new EntrySight(key, memory, shared, answered, IsSensitive(key));
    }

    /// <summary>The value of an entry; null when no tier has it. One that must not be shown is withheld.</summary>
    /// <exception cref="ArgumentException">The key is none.</exception>
    public async ValueTask<ValueSight?> ReadValueAsync(string key, SecretValues secrets, CancellationToken cancellationToken = default)
    {
        _cache.Parts.Keys.Check(key);
        var value = await _values.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (value is null or { Format: ValueFormat.Null }) return value;
        if (IsDeclaredSensitive(key)) return ValueLook.Withheld(key, value.Bytes, "It is declared sensitive.");
        return secrets == SecretValues.Withhold && SecretNames.IsOne(key)
            ? ValueLook.Withheld(key, value.Bytes, "Its key sounds like a secret.")
            : value;
    }

    /// <summary>Whether the value must not be shown to everybody: its family says so, or its key sounds like a secret.</summary>
    public bool IsSensitive(string key) => SecretNames.IsOne(key) || IsDeclaredSensitive(key);

    /// <summary>How it does; asks the shared tier, for at most as long as a command may take.</summary>
    public ValueTask<CacheHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => _health.CheckAsync(cancellationToken);

    /// <summary>Listens to what happens to it, in this process, until that is disposed.</summary>
    public LiveEvents Listen(LiveFilter filter) => _cache.Parts.Events.Live.Open(filter);

    /// <summary>Everything about the cache but its entries.</summary>
    public async ValueTask<CacheReport> ReportAsync(CancellationToken cancellationToken = default)
    {
        var health = await CheckHealthAsync(cancellationToken).ConfigureAwait(false);
        var stats = _cache.Stats;
        var memory = _cache.Look(0);
        return new CacheReport(
            Name, KeyPrefix, health, ReadsOf(stats),
            new MemoryReport(memory.Entries, memory.Bytes, memory.MaxBytes, memory.PresentMaxBytes, memory.MaxEntries, Counted(memory.Removals)),
            [.. _families.Select(static family => new FamilyReport(family.Key, family.Method, family.Prefix, [.. family.Tags, .. family.TagTemplates], family.IsSensitive))]);
    }

    private bool IsDeclaredSensitive(string key) =>
        _families.Any(family => family is { IsSensitive: true, Prefix.Length: > 0 } && key.StartsWith(family.Prefix, StringComparison.Ordinal));

    private static ReadReport ReadsOf(CacheStats stats) => new(stats.MemoryHits, stats.SharedHits, stats.StaleHits, stats.Misses, stats.HitRate)
    {
        MissesByReason = Counted(stats.MissesByReason),
        Loads = stats.Loads,
        FailedLoads = stats.FailedLoads,
        SharedWaits = stats.SharedWaits,
        Refreshes = stats.Refreshes,
    };

    private static SortedDictionary<string, long> Counted<TCause>(IReadOnlyDictionary<TCause, long> counts)
        where TCause : struct, Enum
    {
        var counted = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (cause, count) in counts)
            if (count > 0) counted[cause.ToString()] = count;
        return counted;
    }
}
