using System.Collections.Concurrent;
using System.Net;

namespace Storefront.Tests.Support;

/// <summary>They ask all shops for all pages, six at a time, until nobody wants more.</summary>
internal sealed class Visitors : IAsyncDisposable
{
    private static readonly string[] Pages = ["/", "/products", "/products/7", "/dashboard", "/heavy", "/api/products/9", "/api/orders/statistics"];

    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _asking;
    private long _visits;

    public Visitors(Fleet fleet) => _asking = Task.WhenAll(Enumerable.Range(0, 6).Select(first => Task.Run(() => AskAsync(fleet, first))));

    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Comes back after so many more visits.</summary>
    public async Task ComeAsync(int visits)
    {
        var until = Interlocked.Read(ref _visits) + visits;
        await Eventually.HoldsAsync(() => Task.FromResult(Interlocked.Read(ref _visits) >= until), $"{visits} more visits are answered");
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _asking;
        _leaving.Dispose();
    }

    private async Task AskAsync(Fleet fleet, int first)
    {
        for (var i = first; !_leaving.IsCancellationRequested; i++, Interlocked.Increment(ref _visits))
        {
            var (shop, page) = (fleet.Shops[i % 3], Pages[i / 3 % Pages.Length]);
            using var answer = await shop.Browser.GetAsync(page, CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.OK) Complaints.Enqueue($"{page}: {(int)answer.StatusCode}");
        }
    }
}
