namespace Larder.Entries;

/// <summary>An entry of one type, so that a hit neither boxes nor casts a value.</summary>
internal sealed class Entry<T>(T value, EntryOrigin origin, EntryStamp stamp, int weight, RefreshTrigger? refresh = null)
    : Entry(origin, stamp, weight, refresh)
{
    private readonly T _value = value;

    public T Value => _value;

    /// <summary>False for "this id does not exist" in a type that has no null: such an entry answers batches, not single reads.</summary>
    public bool HasValue => default(T) is null || !IsNull;

    public override Type ValueType => typeof(T);

    /// <summary>What a value weighs in memory: a string two bytes a character; of all others nothing is known but their serialised form.</summary>
    public static int WeightOf(T? value, int serialised) => value is string text ? text.Length * sizeof(char) : serialised;

    public override Entry With(in EntryOrigin origin, EntryStamp stamp) => new Entry<T>(_value, origin, stamp, Weight, Refresh);
}
