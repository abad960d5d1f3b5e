using Larder.Backing;

namespace Larder.Figures.Write;

/// <summary>A database as a pool of connections and a time that each statement takes, and nothing else.</summary>
internal sealed class SlowTable : IBackingStore<int, Row>
{
    private static readonly TimeSpan Statement = TimeSpan.FromMilliseconds(5);
    private readonly SemaphoreSlim _connections = new(8);

    public async ValueTask<Row?> LoadAsync(int key, CancellationToken cancellationToken)
    {
        await StatementAsync(cancellationToken);
        return null;
    }

    public async ValueTask<IEnumerable<KeyValuePair<int, Row>>> LoadManyAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
    {
        await StatementAsync(cancellationToken);
        return [];
    }

    public async ValueTask WriteAsync(IReadOnlyList<StoreWrite<int, Row>> writes, CancellationToken cancellationToken) => await StatementAsync(cancellationToken);

    private async Task StatementAsync(CancellationToken cancellationToken)
    {
        await _connections.WaitAsync(cancellationToken);
        try
        {
            await Task.Delay(Statement, cancellationToken);
        }
        finally
        {
            _connections.Release();
        }
    }
}
