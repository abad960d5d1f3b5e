using System.Collections.Concurrent;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>Remembers what the topology tells.</summary>
internal sealed class StateLog : IStateSink
{
    private readonly ConcurrentQueue<string> _texts = [];

    public IReadOnlyCollection<string> Texts => _texts;

    public void Changed(RespStateChange change) => _texts.Enqueue($"{change.State}: {change.Cause?.Message}");
}
