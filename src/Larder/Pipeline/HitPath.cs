using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Larder.Diagnostics;
using Larder.Entries;
using Larder.Memory;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// The hit in memory: no lock, no allocation, no key check, since a key that is found was valid when it was stored. What is used once a hit
/// stands in fields here, and what is rare in methods of its own.
/// </summary>
internal sealed class HitPath(CacheParts parts)
{
    private readonly MemoryStore _memory = parts.Memory;
    private readonly MonotonicClock _clock = parts.Clock;
    private readonly OwnedCounter _hits = parts.Events.MemoryHits;
    private readonly long _boundMs = parts.BoundMs;

    /// <summary>The entry and its value for the caller, if it may be served and can be read; counts the hit.</summary>
    /// <exception cref="CacheTypeException">The key holds a value of another type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryHit<T>(string key, [NotNullWhen(true)] out Entry<T>? entry, [MaybeNullWhen(false)] out T value)
    {
        (entry, value) = (null, default);
        if (key is null || !_memory.TryFind(key, out var found)) return false;
        if (found is not Entry<T> typed) return IsOfAnotherType(key, found, typeof(T));
        var now = _clock.Now;
        if (!typed.IsGoodAt(now, _boundMs) && !IsGood(key, typed, now)) return false;
        if (!TryTake(key, typed, out value)) return false;
        _hits.Add();
        if (ReadRecorder.IsAnyRunning) Record(key, typed, now);
        entry = typed;
        return true;
    }

    /// <summary>The value for the caller; false when it can't be read: then memory holds it no longer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake<T>(string key, Entry<T> entry, [MaybeNullWhen(false)] out T value)
    {
        if (entry.TryTake(out value)) return true;
        Lose(key, entry);
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lose(string key, Entry entry)
    {
        parts.Events.Unreadable(key);
        _memory.Drop(key, entry, RemovalCause.Removal);
        parts.Events.Left(key, MissReason.Unreadable);
    }

    /// <summary>What was removed or has expired is no longer held, whatever its type: the key is free for another one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsOfAnotherType(string key, Entry found, Type asked) =>
        IsGood(key, found, _clock.Now) ? throw new CacheTypeException(key, found.ValueType, asked) : false;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsGood(string key, Entry entry, long now)
    {
        var standing = entry.StandingAt(key, now, _boundMs);
        if (standing == Standing.Behind) entry.PinAnew(key);
        return standing is Standing.Good or Standing.Behind;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Record(string key, Entry entry, long now) => parts.Events.Record(
        new CacheRead(key, ReadSource.Memory, MissReason.None, TimeSpan.Zero, entry.LoadTime, entry.Stamp.FreshFor(now)));
}
