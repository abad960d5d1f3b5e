using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Entries;

/// <summary>A value that whoever gets it might change: held as bytes, so that each gets an object of its own.</summary>
internal sealed class ValueCopies<T>(IHybridCacheSerializer<T> serializer, ReadOnlyMemory<byte> payload, T first)
{
    /// <summary>The copy by which it was proved that the bytes can be read; it goes to the first who asks, and to nobody else.</summary>
    private object? _first = first;

    public T Next() =>
        _first is not null && Interlocked.Exchange(ref _first, null) is { } unused
            ? (T)unused
            : serializer.Deserialize(new ReadOnlySequence<byte>(payload));

    /// <summary>The next one; false when its serializer refuses the bytes now, although it read them once.</summary>
    public bool TryNext([MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = Next();
            return true;
        }
        catch (Exception)
        {
            // What can't be read is a miss, as it is when it comes from a tier; the caller counts and logs it.
            value = default;
            return false;
        }
    }

    /// <summary>Nobody waits for the first copy, so it is not held beside the bytes.</summary>
    public void DropFirst() => _first = null;
}
