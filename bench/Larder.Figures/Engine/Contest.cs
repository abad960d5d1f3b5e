using System.Diagnostics;

namespace Larder.Figures.Engine;

/// <summary>Measures contenders in turn, round after round, so that whatever else the machine does meets all of them.</summary>
/// <param name="slices">How many turns each contender has in a round; short ones may find the processor free on a busy machine.</param>
internal sealed class Contest(int slices = 1)
{
    private const int WarmUps = 12, Rounds = 7;

    /// <summary>The runtime compiles what is hot anew in the background, a tenth of a second after it was last busy with first calls.</summary>
    private static readonly TimeSpan CompileTime = TimeSpan.FromMilliseconds(200);

    private readonly List<(string Name, Action Run, List<double> Nanoseconds)> _contenders = [];

    public Contest With(string contender, Action run)
    {
        _contenders.Add((contender, run, []));
        return this;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var slice = 0; slice < slices; slice++) TakeTurns(round >= 0);
            if (round < 0) await Task.Delay(CompileTime, cancellationToken);
        }
    }

    /// <summary>The best turn of a contender, in nanoseconds: what the work costs when nothing else gets in the way.</summary>
    public double BestOf(string contender) => NanosecondsOf(contender).Min();

    public double MedianOf(string contender) => Median.Of(NanosecondsOf(contender));

    private void TakeTurns(bool isCounted)
    {
        foreach (var (_, run, nanoseconds) in _contenders)
        {
            // Once before, so that nobody pays for what the others' turns left in the processor's caches.
            run();
            var startedAt = Stopwatch.GetTimestamp();
            run();
            if (isCounted) nanoseconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalNanoseconds);
        }
    }

    private List<double> NanosecondsOf(string contender) => _contenders.Find(each => each.Name == contender).Nanoseconds;
}
