using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Lab.Fleet;

/// <summary>The other instances of the shop, asked over HTTP as visitors ask them.</summary>
internal sealed class PeerShops(IOptions<StorefrontOptions> options) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };

    public IReadOnlyList<string> Addresses { get; } =
        [.. options.Value.Peers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static peer => peer.TrimEnd('/'))];

    /// <summary>The price that an instance shows, and where it had it from; null when it does not answer.</summary>
    public async Task<(decimal Price, string Source)?> PriceAsync(string address, int product, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{address}/api/products/{product}"), cancellationToken);
            if (!answer.IsSuccessStatusCode) return null;
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            var source = answer.Headers.TryGetValues("Cache-Status", out var status) ? status.First() : "";
            return (json.RootElement.GetProperty("price").GetDecimal(), source.Split("; key=")[0]);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
