using Larder.Diagnostics;
using Larder.Entries;
using Larder.Validity;

namespace Larder.Tests.Memory;

/// <summary>A store, the dictionary that says what it must hold, and chance that says what is done to both.</summary>
internal sealed class StoreModel
{
    private readonly int _seed;
    private readonly Random _random;
    private readonly StoreHarness _harness;
    private readonly Dictionary<string, Entry<string>> _held = new(StringComparer.Ordinal);
    private readonly string[] _keys;
    private readonly long _bytes;
    private readonly long _entries;
    private string _doing = "";

    // What is being put in, or dropped, and what the store reported as removed, in the present step.
    private (string Key, Entry<string> Entry)? _coming;
    private Entry<string>? _dropping;
    private Entry<string>? _left;
    private bool _hasComingLeft;

    public StoreModel(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        _bytes = _random.Next(4) == 0 ? long.MaxValue : _random.Next(300, 60_000);
        _entries = _random.Next(3) == 0 ? _random.Next(0, 60) : long.MaxValue;
        _keys = [.. Enumerable.Range(0, _random.Next(1, 300)).Select(number => new string('k', number % 7) + number)];
        _harness = new StoreHarness(_bytes, _entries) { OnRemoved = Left };
    }

    private long HeldBytes => _held.Sum(pair => Weight(pair.Key, pair.Value));

    public void Step(int step)
    {
        var key = _keys[(int)(_keys.Length * Math.Pow(_random.NextDouble(), 2))];
        _doing = $"step {step}, {key}";
        (_coming, _dropping, _left, _hasComingLeft) = (null, null, null, false);
        switch (_random.Next(20))
        {
            case 0: Remove(key); break;
            case 1: Drop(key); break;
            case 2: _harness.Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(2000))); break;
            case 3 when _random.Next(30) == 0: Clear(); break;
            case 4: InstallTooLate(key); break;
            case 5 when _random.Next(5) == 0: _harness.CollectFully(isShort: _random.Next(2) == 0); break;
            case < 14: Install(key); break;
            default: Find(key); break;
        }

        Compare();
    }

    private void Install(string key)
    {
        var expiration = _random.Next(3) == 0 ? (TimeSpan?)null : TimeSpan.FromMilliseconds(_random.Next(1, 5000));
        var entry = _harness.EntryOf(_doing, _random.Next(3) == 0 ? _random.Next(20_000) : _random.Next(100), expiration);
        _coming = (key, entry);
        var isKept = _random.Next(2) == 0
            ? _harness.Store.Install(key, entry, _harness.Watch.Ticket())
            : _harness.Store.InstallOwnWrite(key, entry, _harness.Watch.Ticket());
        Check(isKept, "a good ticket is accepted");
        if (Weight(key, entry) <= _bytes && _entries > 0 && !_hasComingLeft) _held[key] = entry;
    }

    private void InstallTooLate(string key)
    {
        var ticket = _harness.Watch.Ticket();
        Remove(key);
        Check(!_harness.Store.Install(key, _harness.EntryOf("too late"), ticket), "a ticket from before a change is refused");
    }

    private void Remove(string key)
    {
        var was = _held.GetValueOrDefault(key);
        Check(_harness.Store.Remove(key, ChangeOrigin.Own) == was, "removing tells what was there");
        Check(_left == was, "a removal is reported");
    }

    private void Drop(string key)
    {
        _dropping = _random.Next(2) == 0 ? _harness.EntryOf("never held") : _held.GetValueOrDefault(key) ?? _harness.EntryOf("never held");
        _harness.Store.Drop(key, _dropping, RemovalCause.Expiration);
        Check(_held.GetValueOrDefault(key) != _dropping, "what was dropped has left");
    }

    private void Clear()
    {
        _harness.Store.Clear();
        Check(_held.Count == 0, "each entry is reported when all are cleared");
    }

    private void Find(string key)
    {
        _harness.Store.TryFind(new string(key.AsSpan()), out var entry);
        Check(entry == _held.GetValueOrDefault(key), "what is found is what was put in last");
    }

    /// <summary>The store says that an entry left: only one that was held can, and only for a cause that was given.</summary>
    private void Left(string key, RemovalCause cause)
    {
        if (cause == RemovalCause.Pressure && _coming?.Key == key && !_held.ContainsKey(key))
        {
            Check(!_hasComingLeft, "an entry leaves once");
            _hasComingLeft = true;
            return;
        }

        Check(_held.TryGetValue(key, out var entry), $"{key} leaves by {cause}, so it was held until now");
        var isOver = entry!.Stamp.StaleUntil <= _harness.Now;
        Check(
            cause switch
            {
                RemovalCause.Size => IsTooHeavy(key) || (!isOver && IsRoomNeeded()),
                RemovalCause.Pressure => !isOver && _coming is not null,
                RemovalCause.Expiration => isOver || _dropping == entry,
                RemovalCause.Replacement => _coming?.Key == key,
                _ => _coming is null && _dropping is null,
            },
            $"{cause} is why {key} leaves");
        _held.Remove(key);
        _left = entry;
    }

    private bool IsTooHeavy(string key) => _coming is { } coming && coming.Key == key && (Weight(key, coming.Entry) > _bytes || _entries < 1);

    private bool IsRoomNeeded()
    {
        if (_coming is not { } coming) return false;
        var others = _held.Where(pair => pair.Key != coming.Key).ToArray();
        return others.Sum(pair => Weight(pair.Key, pair.Value)) + Weight(coming.Key, coming.Entry) > _bytes || others.Length + 1 > _entries;
    }

    private void Compare()
    {
        Check(_harness.Store.Count == _held.Count, $"there are {_held.Count} entries, not {_harness.Store.Count}");
        Check(_harness.Store.Bytes == HeldBytes, "the accounts are the sum of the weights");
        Check(_harness.Store.Bytes <= _bytes && _harness.Store.Count <= _entries, "the bounds are kept");
        if (_random.Next(20) != 0) return;
        Check(_harness.Store.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(_held.Keys), "the keys are those of the entries");
        Check(_harness.All().Sum(entry => entry.Weight) == _harness.Store.Bytes, "the queues weigh what the accounts say");
        foreach (var key in _keys) Find(key);
    }

    private void Check(bool holds, string rule) => Assert.True(holds, $"Seed {_seed}, {_doing}: {rule}.");

    private static long Weight(string key, Entry entry) => StoreHarness.WeightOf(key, entry.Weight);
}
