using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Larder.Resp.Diagnostics;

/// <summary>
/// What the connections of one client did, all of them, closed ones too. Counted in batches by the reader loops, read when somebody asks: with
/// nobody listening it costs a few additions a batch.
/// </summary>
internal sealed class Traffic : IDisposable
{
    /// <summary>What the meter and the source of spans are called.</summary>
    public const string Name = "Larder.Resp";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _latency;
    private long _operations;
    private long _bytesSent;
    private long _bytesReceived;
    private long _timeouts;
    private long _reconnects;
    private long _redirects;

    public Traffic(Func<long> inFlight)
    {
        _latency = _meter.CreateHistogram<double>("larder.resp.latency", "s", "From the write of a command to its reply");
        _meter.CreateObservableCounter("larder.resp.operations", () => Operations, "{command}", "Commands that were answered");
        _meter.CreateObservableCounter("larder.resp.bytes.sent", () => Volatile.Read(ref _bytesSent), "By");
        _meter.CreateObservableCounter("larder.resp.bytes.received", () => Volatile.Read(ref _bytesReceived), "By");
        _meter.CreateObservableCounter("larder.resp.timeouts", () => Volatile.Read(ref _timeouts), "{command}", "Commands that were given up");
        _meter.CreateObservableCounter("larder.resp.reconnects", () => Volatile.Read(ref _reconnects), "{connection}", "Connections made after one was lost");
        _meter.CreateObservableCounter("larder.resp.redirects", () => Volatile.Read(ref _redirects), "{command}", "Commands that were sent again, to another server or to the same");
        _meter.CreateObservableUpDownCounter("larder.resp.inflight", inFlight, "{command}", "Commands whose reply is owed");
    }

    /// <summary>Spans, one a command, when somebody listens.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    public long Operations => Volatile.Read(ref _operations);

    public bool MeasuresLatency => _latency.Enabled;

    public void Answered(int operations) => Interlocked.Add(ref _operations, operations);

    public void Took(TimeSpan time) => _latency.Record(time.TotalSeconds);

    public void Sent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);

    public void Received(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    public void TimedOut() => Interlocked.Increment(ref _timeouts);

    public void Reconnected() => Interlocked.Increment(ref _reconnects);

    public void SentAgain() => Interlocked.Increment(ref _redirects);

    public void Dispose() => _meter.Dispose();
}
