using System.Collections.Concurrent;
using System.Diagnostics;
using Larder.Diagnostics;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>The database, and what was asked of it.</summary>
public sealed class Ledger
{
    private readonly ConcurrentQueue<string> _calls = new();

    public ConcurrentDictionary<int, string> Rows { get; } = new(new Dictionary<int, string> { [1] = "one", [2] = "two" });

    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>What a call waits for; null: nothing.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public Exception? Failure { get; set; }

    public List<Shelf> Made { get; } = [];

    public CancellationToken LastToken { get; private set; }

    public Activity? LastRequest { get; private set; }

    public async Task CallAsync(string what, CancellationToken cancellationToken = default)
    {
        _calls.Enqueue(what);
        (LastToken, LastRequest) = (cancellationToken, CurrentRequest.Outermost);
        if (Gate is { } gate) await gate.Task.WaitAsync(cancellationToken);
        if (Failure is { } failure) throw failure;
    }
}
