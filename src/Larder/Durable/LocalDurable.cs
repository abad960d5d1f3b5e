using System.Collections.Concurrent;

namespace Larder.Durable;

/// <summary>Durable values of this process alone, where no shared tier is: they last as long as it does.</summary>
internal sealed class LocalDurable : IDurableStore
{
    private readonly ConcurrentDictionary<(string Set, string Name), string> _values = new();

    public bool OutlivesProcess => false;

    public ValueTask<IReadOnlyList<DurableValue>> ReadAsync(string set, CancellationToken cancellationToken) =>
        new([.. _values.Where(pair => pair.Key.Set == set).Select(static pair => new DurableValue(pair.Key.Name, pair.Value))
            .OrderBy(static value => value.Name, StringComparer.Ordinal)]);

    public ValueTask PutAsync(string set, DurableValue value, CancellationToken cancellationToken)
    {
        _values[(set, value.Name)] = value.Text;
        return default;
    }

    public ValueTask<bool> RemoveAsync(string set, string name, CancellationToken cancellationToken) => new(_values.TryRemove((set, name), out _));
}
