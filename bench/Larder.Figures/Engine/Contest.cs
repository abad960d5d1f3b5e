using System.Diagnostics;

namespace Larder.Figures.Engine;

/// <summary>Measures contenders in turn, round after round, so that whatever else the machine does meets all of them.</summary>
internal sealed class Contest
{
    private const int WarmUps = 6, Rounds = 7;

    /// <summary>The runtime compiles what is hot anew in the background, a tenth of a second after it was last busy with first calls.</summary>
    private static readonly TimeSpan CompileTime = TimeSpan.FromMilliseconds(150);

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
            foreach (var (_, run, nanoseconds) in _contenders)
            {
                var startedAt = Stopwatch.GetTimestamp();
                run();
                if (round >= 0) nanoseconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalNanoseconds);
            }

            if (round < 0) await Task.Delay(CompileTime, cancellationToken);
        }
    }

    /// <summary>The best round of a contender, in nanoseconds: what the work costs when nothing else gets in the way.</summary>
    public double BestOf(string contender) => NanosecondsOf(contender).Min();

    public double MedianOf(string contender) => Median.Of(NanosecondsOf(contender));

    private List<double> NanosecondsOf(string contender) => _contenders.Find(each => each.Name == contender).Nanoseconds;
}
