using System.Globalization;
using Demos.Control;
using Demos.Nodes;
using Demos.Shops;

namespace Demos.Running;

/// <summary>The demos by name.</summary>
internal static class Demo
{
    private const string Usage = "usage: Demos fleet|failover|cluster [--port 5000] [arguments of the shop]";
    private const int FleetSize = 3;

    /// <exception cref="FormatException">The arguments name no demo.</exception>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextReader input, CancellationToken stop)
    {
        if (arguments is not [var name, .. var rest]) throw new FormatException(Usage);
        var (port, more) = TakePort(rest);
        switch (name)
        {
            case "fleet": return await RunFleetAsync(port, more, output, stop);
            case "failover":
            {
                await using var pair = await WatchedPair.StartAsync();
                return await RunNodesAsync(pair, FailoverWords.Of(pair, port), new Start(port, more, output, input), stop);
            }
            case "cluster":
            {
                await using var cluster = await SixNodes.StartAsync();
                return await RunNodesAsync(cluster, ClusterWords.Of(cluster, port), new Start(port, more, output, input), stop);
            }
            default: throw new FormatException(Usage);
        }
    }

    private static async Task<int> RunFleetAsync(int port, string[] more, TextWriter output, CancellationToken stop)
    {
        int[] ports = [.. Enumerable.Range(port, FleetSize)];
        var shops = new List<ShopProcess>();
        try
        {
            foreach (var own in ports) shops.Add(StartOne(own));
            await Task.WhenAny(Task.WhenAll(shops.Select(shop => shop.IsUp)), Task.WhenAny(shops.Select(shop => shop.EndedAsync(stop))));
            if (!stop.IsCancellationRequested)
            {
                output.WriteLine($"  Coherence   http://127.0.0.1:{port}/lab/coherence     change a price in one, and see how soon the others show it");
                output.WriteLine("Three shops share a cache: change a product in one and read it in another. Ctrl-C ends all.");
            }

            return await UntilAsync(shops, stop);
        }
        finally
        {
            await Task.WhenAll(shops.Select(shop => shop.DisposeAsync().AsTask()));
        }

        ShopProcess StartOne(int own) => ShopProcess.Start(own, [.. ArgumentsOf(own), .. more], line => output.WriteLine($"{own} | {line}"));

        // The lab of each asks the others over HTTP.
        string[] ArgumentsOf(int own) =>
            ["--environment", "Development", "--Storefront:Peers", string.Join(',', ports.Where(other => other != own).Select(static other => $"http://127.0.0.1:{other}"))];
    }

    private static async Task<int> RunNodesAsync(INodes nodes, IReadOnlyList<string> words, Start start, CancellationToken stop)
    {
        var orders = new Orders(nodes);
        await using var control = ControlSocket.Listen(orders);
        string[] arguments =
        [
            "--environment", "Development", "--redis", nodes.Url, "--Storefront:Failover:Nodes", string.Join(',', nodes.EndPoints), "--Storefront:Failover:Control", control.Path, .. start.More,
        ];
        await using var shop = ShopProcess.Start(start.Port, arguments, start.Output.WriteLine);
        await Task.WhenAny(shop.IsUp, shop.EndedAsync(stop));
        if (shop.IsUp.IsCompleted)
            foreach (var line in (string[])[$"  Control     {control.Path}", .. words]) start.Output.WriteLine(line);
        var typing = TypeAsync(orders, start, stop);
        var code = await UntilAsync([shop], stop);
        // A line that is being typed is waited for by nobody.
        if (typing.IsCompleted) await typing;
        start.Output.WriteLine("Stopping everything.");
        return code;
    }

    // What is typed here is an order, too.
    private static async Task TypeAsync(Orders orders, Start start, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (await Task.Run(start.Input.ReadLine, stop).WaitAsync(stop) is { } line)
                if (line.Trim().Length > 0)
                    foreach (var answer in await orders.DoAsync(line)) start.Output.WriteLine(answer);
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    // A shop that ends by itself ends the demo, with its code.
    private static async Task<int> UntilAsync(IReadOnlyList<ShopProcess> shops, CancellationToken stop)
    {
        try
        {
            await await Task.WhenAny(shops.Select(shop => shop.EndedAsync(stop)));
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static (int Port, string[] More) TakePort(string[] arguments)
    {
        var at = Array.IndexOf(arguments, "--port");
        if (at < 0) return (5000, arguments);
        if (at + 1 >= arguments.Length || !int.TryParse(arguments[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var port)) throw new FormatException(Usage);
        return (port, [.. arguments[..at], .. arguments[(at + 2)..]]);
    }
}
