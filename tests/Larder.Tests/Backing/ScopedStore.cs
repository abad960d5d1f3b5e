using Larder.Backing;

namespace Larder.Tests.Backing;

/// <summary>A store that tells in which scope it was made.</summary>
internal sealed class ScopedStore(ScopeMark scope) : IBackingStore<string, Row>
{
    public ValueTask<Row?> LoadAsync(string key, CancellationToken cancellationToken) => new(new Row(key, scope.Number));

    public ValueTask<IEnumerable<KeyValuePair<string, Row>>> LoadManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        new(keys.Select(key => KeyValuePair.Create(key, new Row(key, scope.Number))));

    public ValueTask WriteAsync(IReadOnlyList<StoreWrite<string, Row>> writes, CancellationToken cancellationToken) => default;
}
