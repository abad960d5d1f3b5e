using System.Net;
using Larder;
using Larder.Counting;
using Larder.Resp;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Resp.Configuration;
using Microsoft.Extensions.Options;
using Storefront.Advertising;
using Storefront.Settings;

namespace Storefront.Lab.Failover;

/// <summary>Asks each Redis server by itself, past the client that follows the master.</summary>
internal sealed class NodeTable(IOptions<StorefrontOptions> options, IOptions<CacheOptions> cache, DayCounters views)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<string> Nodes { get; } =
        [.. options.Value.Failover.Nodes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The counters that are compared, by their whole names in Redis.</summary>
    public IReadOnlyList<string> Counters
    {
        get
        {
            var prefix = cache.Value.KeyPrefix ?? $"{cache.Value.Name}:";
            return [prefix + AdCounter.Views, prefix + DayCounters.NameOf(AdCounter.Views, views.Today), prefix + "hits"];
        }
    }

    public async Task<IReadOnlyList<NodeView>> LookAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Nodes.Select(node => LookAsync(node, cancellationToken)));

    private async Task<NodeView> LookAsync(string node, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            var password = cache.Value.Redis.Password;
            var address = RespOptions.Parse($"redis://{IPEndPoint.Parse(node)}") with { CommandTimeout = Patience };
            await using var client = await RespClient.ConnectAsync(password is null ? address : address with { Password = password }, deadline.Token);
            var role = (await client.DescribeAsync("replication", deadline.Token))?.Split('\n').FirstOrDefault(static line => line.StartsWith("role:", StringComparison.Ordinal));
            List<string?> values = [];
            foreach (var counter in Counters) values.Add(await client.GetTextAsync(counter, deadline.Token));
            return new NodeView(node, role?.Trim()["role:".Length..].Replace("slave", "replica", StringComparison.Ordinal) ?? "?", values);
        }
        catch (Exception failure) when (failure is RespException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new NodeView(node, null, [.. Counters.Select(static _ => (string?)null)]);
        }
    }
}
