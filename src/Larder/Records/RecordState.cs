using Larder.Tiers;

namespace Larder.Records;

/// <summary>
/// A record as memory holds it: the bytes of its fields by their places in the entity's shape, and the projections that were made of it and may be
/// shared. The bytes never change.
/// </summary>
internal sealed class RecordState
{
    /// <summary>There is no such row.</summary>
    public static readonly RecordState None = new([], 0);

    private readonly ReadOnlyMemory<byte>?[] _values;
    private object[] _projections = [];

    private RecordState(ReadOnlyMemory<byte>?[] values, int bytes) => (_values, Bytes) = (values, bytes);

    public bool IsNone => ReferenceEquals(this, None);

    /// <summary>How many bytes its fields take.</summary>
    public int Bytes { get; }

    /// <summary>The fields that this shape knows.</summary>
    public static RecordState Of(RecordShape shape, IEnumerable<RecordField> fields)
    {
        var values = new ReadOnlyMemory<byte>?[shape.Count];
        foreach (var field in fields)
            if (shape.IndexOf(field.Name) is >= 0 and var index) values[index] = field.Value;
        return Of(values);
    }

    /// <summary>The bytes of a field; null when it is absent.</summary>
    public ReadOnlyMemory<byte>? ValueOf(int index) => index < _values.Length ? _values[index] : null;

    /// <summary>The fields that are there, and of those that are not, the other's.</summary>
    public RecordState Or(RecordState other)
    {
        var values = (ReadOnlyMemory<byte>?[])_values.Clone();
        for (var i = 0; i < values.Length; i++) values[i] ??= other.ValueOf(i);
        return Of(values);
    }

    /// <summary>A projection that was made of it before; null when there is none of this type.</summary>
    public T? Made<T>()
        where T : class
    {
        foreach (var made in Volatile.Read(ref _projections))
            if (made.GetType() == typeof(T)) return (T)made;
        return null;
    }

    /// <summary>Remembers a projection. Two threads may both make one; then one of them is forgotten.</summary>
    public void Remember(object projection)
    {
        var held = Volatile.Read(ref _projections);
        Interlocked.CompareExchange(ref _projections, [.. held, projection], held);
    }

    private static RecordState Of(ReadOnlyMemory<byte>?[] values) => new(values, values.Sum(static value => value?.Length ?? 0));
}
