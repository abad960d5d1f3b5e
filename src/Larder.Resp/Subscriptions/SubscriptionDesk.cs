using Larder.Resp.Topology;

namespace Larder.Resp.Subscriptions;

/// <summary>Opens subscriptions.</summary>
internal sealed class SubscriptionDesk(ITopology topology, TimeProvider clock, Jitter jitter)
{
    /// <exception cref="RespException">The server cannot be reached or refuses.</exception>
    /// <exception cref="ArgumentException">No channel, or sharded channels of different slots.</exception>
    public async Task<RespSubscription> OpenAsync(
        SubscriptionKind kind, IReadOnlyList<string> channels, RespSubscriptionOptions? options, CancellationToken cancellationToken)
    {
        if (channels.Count == 0) throw new ArgumentException("A subscription needs a channel.", nameof(channels));
        var buffer = new MessageBuffer(options ?? RespSubscriptionOptions.Default);
        var run = new SubscriptionRun(topology, CommandFor(kind, channels), buffer, clock, jitter);
        try
        {
            await run.StartAsync(cancellationToken).ConfigureAwait(false);
            return new(run, buffer);
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Command CommandFor(SubscriptionKind kind, IReadOnlyList<string> channels)
    {
        if (kind == SubscriptionKind.Shards) return new Command("SSUBSCRIBE").Keys(channels);
        var command = new Command(kind == SubscriptionKind.Patterns ? "PSUBSCRIBE" : "SUBSCRIBE");
        foreach (var channel in channels) command = command.Arg(channel);
        return command;
    }
}
