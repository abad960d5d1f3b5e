using System.Collections.Concurrent;

namespace Larder.Figures.Write;

/// <summary>
/// The connections of a database that takes its time for each statement. Who waited for a connection has it from the moment on at which it became free,
/// however late a timer told: so many connections do exactly as many statements a second as they should.
/// </summary>
internal sealed class SimulatedPool(int connections, TimeSpan statement, TimeProvider time)
{
    private readonly SemaphoreSlim _free = new(connections);
    private readonly ConcurrentQueue<long> _freeSince = new(Enumerable.Repeat(0L, connections));
    private long _statements;

    /// <summary>Statements that were run.</summary>
    public long Statements => Interlocked.Read(ref _statements);

    public async Task RunAsync(int statements, CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        await _free.WaitAsync(cancellationToken);
        _freeSince.TryDequeue(out var freeSince);
        var endsAt = Math.Max(askedAt, freeSince) + (statements * statement.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond);
        try
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), endsAt);
            if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken);
            Interlocked.Add(ref _statements, statements);
        }
        finally
        {
            _freeSince.Enqueue(endsAt);
            _free.Release();
        }
    }
}
