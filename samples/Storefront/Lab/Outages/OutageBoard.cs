using System.Collections.Immutable;

namespace Storefront.Lab.Outages;

/// <summary>The results of the last runs, the latest first.</summary>
internal sealed class OutageBoard
{
    private const int Kept = 12;
    private ImmutableArray<OutageResult> _results = [];

    public ImmutableArray<OutageResult> Results => _results;

    public void Add(OutageResult result) =>
        ImmutableInterlocked.Update(ref _results, static (held, one) => [one, .. held.Take(Kept - 1)], result);
}
