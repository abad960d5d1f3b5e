using System.Diagnostics;
using System.Globalization;
using System.Net;
using Storefront.Tests.Support;

namespace Storefront.Tests.Mission;

/// <summary>Connections that stay open, and the instance that each of them happens to have reached.</summary>
public sealed class ConnectionTests
{
    private const int Connections = 32;

    [Fact]
    public async Task W37_All_connections_may_stay_at_one_of_two_instances_which_serves_them_side_by_side_and_nothing_is_kept_in_it_alone()
    {
        using var folder = new DataFolder();
        await using var one = ShopProcess.Start(folder, "--port", "0", "--Storefront:HeavySeconds", "2");
        await one.ListensAsync();
        await using var two = ShopProcess.Start(folder, "--port", "0", "--Storefront:HeavySeconds", "2");
        await two.ListensAsync();
        var visitors = Enumerable.Range(0, Connections).Select(_ => Visitor(one.Address)).ToList();

        // Each past the cache: one after the other they would take more than a minute.
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(visitors.Select(static visitor => visitor.GetStringAsync("/heavy?cache=off")));
        var took = Stopwatch.GetElapsedTime(started);
        for (var round = 0; round < 5; round++) await Task.WhenAll(visitors.Select(static visitor => visitor.GetStringAsync("/")));
        using var stranger = Visitor(two.Address);
        var seen = await stranger.GetStringAsync("/");

        Assert.InRange(took, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"Hello World! I have been seen {(Connections * 5) + 1} times.\n"), seen);
        visitors.ForEach(static visitor => visitor.Dispose());

        static HttpClient Visitor(string address) =>
            new(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(address), DefaultRequestVersion = HttpVersion.Version11 };
    }
}
