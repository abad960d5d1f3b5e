using System.Collections.Concurrent;
using Larder.Backing;

namespace Larder.Redis.Tests.Journal;

/// <summary>A table of texts that guards its rows by version, and can be away.</summary>
internal sealed class Shelf : IBackingStore<string, string>
{
    private readonly ConcurrentDictionary<string, long> _versions = new();
    private readonly Lock _gate = new();
    private int _failures;

    public ConcurrentDictionary<string, string> Rows { get; } = new();

    public bool IsAway { get; set; }

    /// <summary>A value that it does not take.</summary>
    public string? Refused { get; set; }

    public int Failures => Volatile.Read(ref _failures);

    /// <summary>How often a row was given a smaller number.</summary>
    public int Regressions { get; private set; }

    public ValueTask<string?> LoadAsync(string key, CancellationToken cancellationToken) => new(Rows.GetValueOrDefault(key));

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> LoadManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        new(keys.Where(Rows.ContainsKey).Select(key => KeyValuePair.Create(key, Rows[key])));

    public ValueTask WriteAsync(IReadOnlyList<StoreWrite<string, string>> writes, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            Interlocked.Increment(ref _failures);
            throw new TimeoutException("away");
        }

        if (Refused is not null && writes.Any(write => write.Value == Refused)) throw new InvalidOperationException("refused");
        lock (_gate)
        {
            foreach (var (key, value, version) in writes)
            {
                if (_versions.GetValueOrDefault(key) >= version && version != 0) continue;
                _versions[key] = version;
                if (int.TryParse(value, out var number) && int.TryParse(Rows.GetValueOrDefault(key), out var before) && number < before) Regressions++;
                if (value is null) Rows.TryRemove(key, out _);
                else Rows[key] = value;
            }
        }

        return default;
    }
}
