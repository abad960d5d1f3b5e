using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>The readers and writers of one process.</summary>
internal sealed class Traffic(ICache cache, SourceClient source, OperationLog log, int seed)
{
    private const int Readers = 4;
    private const int Writers = 2;

    private readonly CancellationTokenSource _quiet = new();
    private Task[] _running = [];

    public void Start() => _running =
    [
        .. Enumerable.Range(0, Readers).Select(number => Task.Run(() => NewReader(number).RunAsync(_quiet.Token))),
        Task.Run(() => NewReader(Readers).RunOpenAsync(_quiet.Token)),
        .. Enumerable.Range(0, Writers).Select(number => Task.Run(() => new Writer(cache, source, log, new Random(seed * 100 + 50 + number)).RunAsync(_quiet.Token))),
    ];

    public async Task EndAsync()
    {
        await _quiet.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async Task TellCopiesAsync()
    {
        var reader = NewReader(Readers + 1);
        foreach (var key in Enumerable.Range(0, KeySet.Count))
        {
            var start = Clock.Now;
            while (true)
            {
                try
                {
                    log.Add(OperationKind.Copy, key, start, await reader.AskAsync(key));
                    break;
                }
                catch (SourceDownException)
                {
                    start = Clock.Now;
                }
            }
        }
    }

    private Reader NewReader(int number) => new(cache, new Loads(source, new Random(seed * 100 + 20 + number)), log, new Random(seed * 100 + number));
}
