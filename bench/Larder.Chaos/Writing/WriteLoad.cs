using System.Globalization;

namespace Larder.Chaos.Writing;

/// <summary>Callers that write a few keys: each its own, one write after the other, so that there is an order to be kept.</summary>
internal sealed class WriteLoad(Random random)
{
    private const int Callers = 12;
    private long _acknowledged;

    public IReadOnlyList<KeySequence> Keys { get; } = [.. Enumerable.Range(0, Callers).Select(static number => new KeySequence($"k{number}"))];

    /// <summary>Writes that were acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    public int Next(int from, int to)
    {
        lock (random) return random.Next(from, to);
    }

    /// <summary>Writes so often in all; a caller who gets no answer, or a refusal, ends.</summary>
    public Task WriteAsync(WriteWorker worker, int count) => Task.WhenAll(Keys.Select(async key =>
    {
        for (var i = 0; i < count / Callers + 1; i++)
        {
            var kind = Next(0, 5) == 0 ? WriteKind.Delete : WriteKind.Save;
            var number = key.Begin(kind);
            var order = kind == WriteKind.Delete ? $"delete {key.Key}" : string.Create(CultureInfo.InvariantCulture, $"save {key.Key} {number}");
            if (await worker.AskAsync(order) is not ["ok", ..]) return;
            key.Acknowledged = number;
            Interlocked.Increment(ref _acknowledged);
        }
    }));

    /// <summary>What is acknowledged now must not be lost.</summary>
    public void Promise()
    {
        foreach (var key in Keys) key.Promised = key.Acknowledged;
    }

    /// <summary>What was acknowledged beyond what was promised may be lost.</summary>
    public void Forget()
    {
        foreach (var key in Keys) key.Acknowledged = key.Promised;
    }
}
