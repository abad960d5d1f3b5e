using Larder;
using Larder.Diagnostics;

namespace Storefront.Lab.Visiting;

/// <summary>What the built-in visitor got since the shop started.</summary>
internal sealed class VisitorTally
{
    private readonly long[] _sources = new long[Enum.GetValues<ReadSource>().Length];
    private long _looks;
    private long _errors;

    public long Looks => Interlocked.Read(ref _looks);

    public long Errors => Interlocked.Read(ref _errors);

    public long Of(ReadSource source) => Interlocked.Read(ref _sources[(int)source]);

    public void AddError()
    {
        Interlocked.Increment(ref _looks);
        Interlocked.Increment(ref _errors);
    }

    public void Add(IReadOnlyList<CacheRead> reads)
    {
        Interlocked.Increment(ref _looks);
        if (reads is [.., var last]) Interlocked.Increment(ref _sources[(int)last.Source]);
    }
}
