using Larder.Resp.Connections;

namespace Larder.Resp.Subscriptions;

/// <summary>A subscription while it stands on one connection.</summary>
/// <param name="Node">Whose connection it is.</param>
/// <param name="Connection">It serves nothing else.</param>
/// <param name="Sink">What hears it.</param>
internal sealed record SubscriptionLeg(ConnectionKeeper Node, RespConnection Connection, SubscriberSink Sink) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
