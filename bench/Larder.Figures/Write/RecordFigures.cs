using Larder.Figures.Redis;
using Larder.Records;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Write;

/// <summary>How many round trips a projection takes that another process loaded, by one that has not read it.</summary>
internal static class RecordFigures
{
    private const int Rounds = 7;

    public static async Task MeasureAsync(FigureWriter figures)
    {
        await using var server = await RedisServer.StartAsync();
        await using var relay = TurnRelay.To(server.Port);
        List<double> turns = [];
        for (var round = 1; round <= Rounds; round++) turns.Add(await TurnsAsync(server, relay, round));

        // What the client asks for its own sake now and then comes on top, so the least of the rounds is the read's own.
        figures.Write("write.record.roundtrips", turns.Min(), "round-trips");
    }

    private static async Task<int> TurnsAsync(RedisServer server, TurnRelay relay, int id)
    {
        await using var maker = Open(server.Url);
        await using var reader = Open(relay.Url);
        await LoadedAsync(maker, id);
        await LoadedAsync(reader, id + 1_000);
        relay.Begin();
        var card = await UsersOf(reader).GetAsync(id, Never);
        return card is not null ? relay.Turns : throw new InvalidOperationException("There was no such record.");
    }

    /// <summary>Comes back when the record is in the tier: nothing is measured of a connection that is still being made.</summary>
    private static Task LoadedAsync(ServiceProvider services, int id) => Eventually.HoldsAsync(async () =>
    {
        await UsersOf(services).RemoveAsync(id);
        await UsersOf(services).GetAsync(id, static (asked, _) => new ValueTask<UserCard?>(new UserCard { Id = asked, Name = "made", Email = "made" }));
        return await services.GetRequiredService<ICache>().RemoveByTagAsync("none")
            && await UsersOf(services).GetAsync(id, static (_, _) => new ValueTask<UserCard?>((UserCard?)null)) is not null;
    });

    private static ValueTask<UserCard?> Never(int id, CancellationToken token) => throw new InvalidOperationException("It was not in the tier.");

    private static RecordCache<UserCard, int> UsersOf(ServiceProvider services) => services.GetRequiredService<RecordCache<UserCard, int>>();

    private static ServiceProvider Open(string url)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseRedis(url).Configure(static options =>
        {
            options.Name = "figures";
            OpenCache.Patient(options);
        }).AddRecords<UserCard, int>("user", user => user.Id);
        return services.BuildServiceProvider();
    }
}
