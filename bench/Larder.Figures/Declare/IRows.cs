using Larder.Annotations;

namespace Larder.Figures.Declare;

/// <summary>Rows behind attributes.</summary>
internal interface IRows
{
    [Cached("row:{id}", "1h")]
    ValueTask<Row> FindAsync(int id, CancellationToken cancellationToken);

    [Cached("named:{name}", "1h")]
    ValueTask<Row> FindAsync(string name, CancellationToken cancellationToken);
}
