namespace Larder.Entries;

/// <summary>An entry of one type, so that a hit neither boxes nor casts a value.</summary>
internal sealed class Entry<T> : Entry
{
    private readonly T _value;
    private readonly ValueCopies<T>? _copies;

    public Entry(EntryContent<T> content, EntryOrigin origin, EntryStamp stamp, int weight, RefreshTrigger? refresh = null)
        : base(origin, stamp, weight, refresh)
    {
        // Of a value that is handed out in copies, only the bytes are held: nobody can reach an object that others get.
        _copies = content.Copies;
        _value = content.Copies is null ? content.Value : default!;
    }

    /// <summary>For the caller to keep: shared if nobody can change it, else each time another object.</summary>
    public T Value => _copies is null ? _value : _copies.Next();

    /// <summary>False for "this id does not exist" in a type that has no null: such an entry answers batches, not single reads.</summary>
    public bool HasValue => default(T) is null || !Origin.IsNull;

    public override Type ValueType => typeof(T);

    public override Entry With(EntryOrigin origin, EntryStamp stamp) =>
        new Entry<T>(new EntryContent<T>(_value, default, _copies), origin, stamp, Weight, Refresh);
}
