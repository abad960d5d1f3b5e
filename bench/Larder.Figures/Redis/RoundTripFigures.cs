using Larder.Support;

namespace Larder.Figures.Redis;

/// <summary>How many round trips a read takes of an entry with 32 tags that another process made, by one that has not met them.</summary>
internal static class RoundTripFigures
{
    private const int Tags = 32;
    private const int Rounds = 7;

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var server = await RedisServer.StartAsync();
        await using var relay = TurnRelay.To(server.Port);
        List<double> named = [], late = [];
        for (var round = 0; round < Rounds; round++)
        {
            named.Add(await TurnsAsync(server, relay, $"named:{round}", isNamed: true));
            late.Add(await TurnsAsync(server, relay, $"late:{round}", isNamed: false));
        }

        // What the client asks for its own sake now and then comes on top, so the least of the rounds is the read's own.
        figures.Write("redis.tags32.roundtrips", named.Min(), "round-trips");
        figures.Write("redis.tags32.late.roundtrips", late.Min(), "round-trips");
    }

    private static async Task<int> TurnsAsync(RedisServer server, TurnRelay relay, string key, bool isNamed)
    {
        string[] tags = [.. Enumerable.Range(0, Tags).Select(number => $"{key}:tag:{number}")];
        var options = isNamed ? new CacheEntryOptions { Tags = tags } : null;
        await using (var maker = await OpenCache.StartAsync(server.Url, OpenCache.Patient)) await ReadAsync(maker.Cache, key, options, isNamed ? [] : tags);
        await using var reader = await OpenCache.StartAsync(relay.Url, OpenCache.Patient);
        relay.Begin();
        var lookup = await reader.Cache.GetOrLoadAsync(key, 0, static (_, _, _) => ValueTask.FromResult("loaded again"), options);
        var turns = relay.Turns;
        return lookup == "made" ? turns : throw new InvalidOperationException("It was not in the tier.");
    }

    private static async Task ReadAsync(ICache cache, string key, CacheEntryOptions? options, string[] added) =>
        await cache.GetOrLoadAsync(
            key, added,
            static (added, context, _) =>
            {
                foreach (var tag in added) context.AddTag(tag);
                return ValueTask.FromResult("made");
            },
            options);
}
