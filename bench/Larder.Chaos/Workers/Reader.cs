using System.Globalization;

namespace Larder.Chaos.Workers;

/// <summary>Reads without end, through every door, and writes down what came.</summary>
internal sealed class Reader(ICache cache, Loads loads, OperationLog log, Random random)
{
    private const int MaxPauseMilliseconds = 20;

    /// <summary>Reads reliable keys, one after the other.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await ReadAsync(random.Next(KeySet.Reliable));
            if (random.Next(4) == 0) await Task.Delay(1, CancellationToken.None);
        }
    }

    /// <summary>Asks for an unreliable key again and again, whether the last answer has come or not: some come late to a load that takes long.</summary>
    public async Task RunOpenAsync(CancellationToken cancellationToken)
    {
        var open = new List<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            open.RemoveAll(static task => task.IsCompleted);
            open.Add(ReadAsync(random.Next(KeySet.Reliable, KeySet.Count)));
            await Task.Delay(random.Next(1, MaxPauseMilliseconds), CancellationToken.None);
        }
        await Task.WhenAll(open);
    }

    public async Task<long> AskAsync(int key) => Number(await cache.GetOrLoadAsync(
        KeySet.NameOf(key), (loads, key), static (from, _, _) => from.loads.LoadAsync(from.key), Loads.OptionsOf(key)));

    private async Task ReadAsync(int key)
    {
        var start = Clock.Now;
        try
        {
            switch (random.Next(20))
            {
                case 0:
                    await ReadGroupAsync(KeySet.GroupOf(key), start);
                    break;
                case 1:
                    if (await cache.TryGetAsync<string>(KeySet.NameOf(key)) is { Found: true, Value: var value }) log.Add(OperationKind.Read, key, start, Number(value!));
                    break;
                default:
                    log.Add(OperationKind.Read, key, start, await AskAsync(key));
                    break;
            }
        }
        catch (SourceDownException)
        {
            log.Add(OperationKind.Unavailable, key, start);
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"A read failed: {error}");
            log.Add(OperationKind.Failed, key, start);
        }
    }

    private async Task ReadGroupAsync(int group, long start)
    {
        var found = await cache.GetOrLoadManyAsync<int, Loads, string>(
            [.. KeySet.Of(group).Where(static key => !KeySet.IsUnreliable(key))], KeySet.NameOf, loads,
            static (ids, loads, _) => loads.LoadManyAsync(ids), Loads.OptionsOf(group));
        foreach (var (key, value) in found) log.Add(OperationKind.Read, key, start, Number(value));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
