using System.Globalization;
using Larder.Backing;
using Larder.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Larder.Chaos.Writing;

/// <summary>
/// An application that writes behind, in a process of its own. It reads orders from its input, each a number, a word and what belongs to it, and answers
/// each by its number.
/// </summary>
internal static class WriteWorkerProgram
{
    public const string Argument = "--write-worker";

    public static async Task<int> RunAsync(string redis, string postgres, string durability)
    {
        var hang = new WorkerHang();
        await using var services = ServicesOf(redis, postgres, hang, durability == "memory" ? WriteDurability.Memory : WriteDurability.Local);
        var (rows, pending) = (services.GetRequiredService<ICachedStore<string, WriteRow>>(), services.GetRequiredService<PendingWrites>());
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line) _ = AnswerAsync(line.Split(' '), services, rows, pending);
        return 0;
    }

    private static async Task AnswerAsync(string[] order, ServiceProvider services, ICachedStore<string, WriteRow> rows, PendingWrites pending)
    {
        string answer;
        try
        {
            answer = order[1] switch
            {
                "save" => $"ok {(await rows.SaveAsync(order[2], new WriteRow(order[2], Number(order[3])))).Version}",
                "delete" => $"ok {(await rows.DeleteAsync(order[2])).Version}",
                "read" => $"row {(await rows.GetAsync(order[2]))?.Number ?? 0}",
                "size" => $"size {(await pending.MeasureAsync()).Records} {(await pending.MeasureAsync()).DeadLetters}",
                "start" => await StartAsync(services),
                "hang" => Hang(services, Enum.Parse<WriteFault>(order[2])),
                _ => "unknown",
            };
        }
        catch (Exception error)
        {
            answer = $"failed {error.GetType().Name} {error.Message.ReplaceLineEndings(" ")}";
        }

        Console.WriteLine($"{order[0]} {answer}");
    }

    private static async Task<string> StartAsync(ServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(default);
        return "ok";
    }

    private static string Hang(ServiceProvider services, WriteFault at)
    {
        services.GetRequiredService<WorkerHang>().Set(at);
        return "ok";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static ServiceProvider ServicesOf(string redis, string postgres, WorkerHang hang, WriteDurability durability)
    {
        var services = new ServiceCollection().AddSingleton(hang).AddSingleton(NpgsqlDataSource.Create(postgres));
        services.AddLarder().UseRedis(redis).Configure(static options =>
            {
                options.Name = "chaos";
                options.CommandTimeout = TimeSpan.FromSeconds(2);
                options.BreakerOpenFor = TimeSpan.FromMilliseconds(100);
            })
            .ConfigureWriteBehind(options =>
            {
                options.Durability = durability;
                (options.Shards, options.Linger, options.BatchSize) = (2, TimeSpan.FromMilliseconds(5), 16);
                options.Pace = new EnginePace { OwnFor = TimeSpan.FromSeconds(1), ReadFor = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(1) };
            })
            .AddStore<string, WriteRow, WriteTable>("row", static options =>
            {
                (options.Strategy, options.Timeout) = (WriteStrategy.Behind, TimeSpan.FromSeconds(10));
                options.Entries = new CacheEntryOptions { Expiration = TimeSpan.FromMinutes(10) };
            });
        var journal = services.Single(static service => service.IsKeyedService && service.ServiceType == typeof(IWriteJournal));
        services.Remove(journal);
        services.AddKeyedSingleton<IWriteJournal>("", (provider, key) => new HangingJournal((IWriteJournal)journal.KeyedImplementationFactory!(provider, key), hang));
        return services.BuildServiceProvider();
    }
}
