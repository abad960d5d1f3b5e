using System.Globalization;

namespace Larder.Figures.Declare;

/// <summary>What a careful person would write in place of the attributes: state in place of a closure, options made once, a key that is joined.</summary>
internal sealed class HandwrittenRows(ICache cache, IRows source) : IRows
{
    private static readonly CacheEntryOptions Hour = new() { Expiration = TimeSpan.FromHours(1) };

    public ValueTask<Row> FindAsync(int id, CancellationToken cancellationToken) => cache.GetOrLoadAsync(
        string.Concat("byhand:", id.ToString(CultureInfo.InvariantCulture)), (source, id),
        static (call, _, token) => call.source.FindAsync(call.id, token), Hour, cancellationToken);

    public ValueTask<Row> FindAsync(string name, CancellationToken cancellationToken) => cache.GetOrLoadAsync(
        string.Concat("named-byhand:", name), (source, name),
        static (call, _, token) => call.source.FindAsync(call.name, token), Hour, cancellationToken);
}
