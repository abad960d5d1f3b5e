using Larder;
using Larder.Diagnostics;

namespace Storefront.Lab.Outages;

/// <summary>Counts what one visitor of a run got; each has one of his own.</summary>
internal sealed class OutageTally
{
    private readonly int[] _sources = new int[Enum.GetValues<ReadSource>().Length];

    public List<double> Times { get; } = [];

    public int Errors { get; private set; }

    public int Of(ReadSource source) => _sources[(int)source];

    public void Add(double milliseconds, IReadOnlyList<CacheRead> reads, bool isError)
    {
        Times.Add(milliseconds);
        if (isError) Errors++;
        else if (reads is [.., var last]) _sources[(int)last.Source]++;
    }
}
