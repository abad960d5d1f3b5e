namespace Larder.Resp;

/// <summary>
/// The arguments that a command cannot hold itself. A command is a value, so two may grow from one: who appends first to a shared list gets
/// its next place, the other gets a copy.
/// </summary>
internal sealed class ArgumentList
{
    private const int FirstCapacity = 8;

    private Argument[] _items = new Argument[FirstCapacity];
    private int _claimed;

    public ref readonly Argument this[int index] => ref _items[index];

    /// <summary>The list that holds the first <paramref name="count"/> arguments of this one and then the new one.</summary>
    public ArgumentList Append(int count, in Argument argument)
    {
        if (count < _items.Length && Interlocked.CompareExchange(ref _claimed, count + 1, count) == count)
        {
            _items[count] = argument;
            return this;
        }
        var copy = new ArgumentList { _items = new Argument[Math.Max(FirstCapacity, count * 2)], _claimed = count + 1 };
        _items.AsSpan(0, count).CopyTo(copy._items);
        copy._items[count] = argument;
        return copy;
    }
}
