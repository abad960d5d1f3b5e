using System.Threading.Channels;

namespace Larder.EntityFrameworkCore.Outbox;

/// <summary>Rows of the outbox whose removal is done: they are deleted in the background, many at once. Too many of them are left to the drain.</summary>
internal sealed class SettledRows
{
    private const int Most = 10_000;

    private readonly Channel<string> _ids = Channel.CreateBounded<string>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(IEnumerable<string> ids)
    {
        foreach (var id in ids) _ids.Writer.TryWrite(id);
    }

    /// <summary>Up to so many; none when there are none now.</summary>
    public List<string> Take(int most)
    {
        List<string> ids = [];
        while (ids.Count < most && _ids.Reader.TryRead(out var id)) ids.Add(id);
        return ids;
    }

    /// <summary>Until there is one.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _ids.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
}
