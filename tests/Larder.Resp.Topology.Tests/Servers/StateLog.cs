using System.Collections.Concurrent;

namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>Remembers what a client tells of its servers.</summary>
internal sealed class StateLog
{
    private readonly ConcurrentQueue<string> _texts = [];
    private readonly Task _reading;

    public StateLog(IAsyncEnumerable<RespStateChange> states) => _reading = ReadAsync(states);

    public IReadOnlyCollection<string> Texts => _reading.IsFaulted ? throw _reading.Exception : _texts;

    private async Task ReadAsync(IAsyncEnumerable<RespStateChange> states)
    {
        await foreach (var change in states) _texts.Enqueue($"{change.State}: {change.Cause?.Message}");
    }
}
