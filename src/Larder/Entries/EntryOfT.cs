using System.Diagnostics.CodeAnalysis;

namespace Larder.Entries;

/// <summary>An entry of one type, so that a hit neither boxes nor casts a value.</summary>
internal sealed class Entry<T> : Entry
{
    private readonly T _value;

    // Of a value that is handed out in copies, only the bytes are held: nobody can reach an object that others get.
    public Entry(EntryContent<T> content, EntryOrigin origin, EntryStamp stamp, int weight, RefreshTrigger? refresh = null)
        : base(origin, stamp, weight, EntryExtras.Of(refresh, content.Copies)) =>
        _value = content.Copies is null ? content.Value : default!;

    /// <summary>For the caller to keep: shared if nobody can change it, else each time another object. Throws what its serializer throws.</summary>
    public T Value => Extras is null ? _value : Copy();

    /// <summary>The same; false when the bytes of which each caller gets a copy can't be read.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T value)
    {
        if (Extras is not null) return TryCopy(out value);
        value = _value;
        return true;
    }

    /// <summary>False for "this id does not exist" in a type that has no null: such an entry answers batches, not single reads.</summary>
    public bool HasValue => default(T) is null || !IsNull;

    public override Type ValueType => typeof(T);

    public override object? Shown => !IsNull && TryTake(out var value) ? value : null;

    /// <summary>What a value weighs in memory: a string two bytes a character; of all others nothing is known but their serialised form.</summary>
    public static int WeightOf(T? value, int serialised) => value is string text ? text.Length * sizeof(char) : serialised;

    public override Entry With(in EntryOrigin origin, EntryStamp stamp) =>
        new Entry<T>(new EntryContent<T>(_value, default, Extras?.Copies as ValueCopies<T>), origin, stamp, Weight, Refresh);

    private bool TryCopy([MaybeNullWhen(false)] out T value)
    {
        if (Extras?.Copies is ValueCopies<T> copies) return copies.TryNext(out value);
        value = _value;
        return true;
    }

    private T Copy() => Extras?.Copies is ValueCopies<T> copies ? copies.Next() : _value;
}
