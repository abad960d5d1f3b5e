using Larder.Journal;
using Larder.Redis.Journal;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Resp.Configuration;
using Larder.Testing.Conformance;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Redis.Tests.Journal;

/// <summary>Journals on real servers, each with a client of its own.</summary>
internal sealed class JournalPlace(string url) : IJournalUnderTest, IAsyncDisposable
{
    private readonly List<RespClient> _clients = [];

    public async ValueTask<IWriteJournal> OpenAsync(JournalSettings settings, CancellationToken cancellationToken)
    {
        var surroundings = new JournalSurroundings(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeProvider.System, new JournalNotes(NullLogger.Instance));
        return new RedisJournal(await ConnectAsync(cancellationToken), settings, surroundings);
    }

    public async ValueTask<bool> HoldsAsync(Slot slot, CancellationToken cancellationToken) =>
        await (await ConnectAsync(cancellationToken)).ExistsAsync(slot.Name, cancellationToken);

    public async ValueTask RemoveAsync(Slot slot, CancellationToken cancellationToken) =>
        await (await ConnectAsync(cancellationToken)).UnlinkAsync(slot.Name, cancellationToken);

    public async ValueTask LoseAsync(JournalSettings settings, int shard, CancellationToken cancellationToken)
    {
        var keys = new JournalKeys(settings.Prefix, shard);
        var client = await ConnectAsync(cancellationToken);
        foreach (var key in (string[])[keys.Stream, keys.Index, keys.Dead, keys.Owner]) await client.UnlinkAsync(key, cancellationToken);
    }

    public async ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken) => await Task.Delay(time, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
    }

    private async ValueTask<RespClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var client = await RespClient.ConnectAsync(RespOptions.Parse(url), cancellationToken);
        _clients.Add(client);
        return client;
    }
}
