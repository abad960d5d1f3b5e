using System.Diagnostics;
using System.Globalization;

namespace Larder.HitRate.Store;

/// <summary>
/// Measures contenders in turn, round after round, so that whatever else the machine does meets all of them; the median round counts.
/// </summary>
internal sealed class Contest(string name, int operations, TextWriter to)
{
    private const int Rounds = 7;
    private readonly List<(string Name, Action Run, List<double> Nanoseconds)> _contenders = [];

    public Contest With(string contender, Action run)
    {
        _contenders.Add((contender, run, []));
        return this;
    }

    /// <summary>The medians in nanoseconds an operation, by contender.</summary>
    public Dictionary<string, double> Run()
    {
        // The first two rounds let the runtime compile what is hot, and do not count.
        for (var round = -2; round < Rounds; round++)
            foreach (var (_, run, nanoseconds) in _contenders)
            {
                var began = Stopwatch.GetTimestamp();
                run();
                if (round >= 0) nanoseconds.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / operations);
            }

        to.WriteLine(name);
        foreach (var (contender, _, nanoseconds) in _contenders)
        {
            nanoseconds.Sort();
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {contender,-24}{nanoseconds[Rounds / 2],8:0.0} ns [{nanoseconds[0]:0.0} to {nanoseconds[^1]:0.0}]"));
        }

        return _contenders.ToDictionary(each => each.Name, each => each.Nanoseconds[Rounds / 2]);
    }
}
