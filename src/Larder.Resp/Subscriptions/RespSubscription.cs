namespace Larder.Resp.Subscriptions;

/// <summary>
/// What is published on some channels, as a sequence for one reader. It survives lost connections and failovers, and says with a gap where messages may be
/// missing. It stays subscribed until it is disposed, read or not.
/// </summary>
public sealed class RespSubscription : IAsyncEnumerable<RespMessage>, IAsyncDisposable
{
    private readonly SubscriptionRun _run;
    private readonly MessageBuffer _buffer;

    internal RespSubscription(SubscriptionRun run, MessageBuffer buffer) => (_run, _buffer) = (run, buffer);

    /// <summary>Messages and gaps in their order; ends when the subscription is disposed.</summary>
    /// <exception cref="RespException">The server refuses the subscription now, such as for missing permission.</exception>
    public async IAsyncEnumerator<RespMessage> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await _buffer.TakeAsync(cancellationToken).ConfigureAwait(false) is { } message) yield return message;
    }

    /// <summary>Ends the subscription and closes its connection.</summary>
    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
