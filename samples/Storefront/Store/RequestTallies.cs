using System.Diagnostics;
using System.Runtime.CompilerServices;
using Larder.Diagnostics;

namespace Storefront.Store;

/// <summary>The tally of each request: also for its loads, which have scopes of their own and know nothing of it but who began them.</summary>
internal sealed class RequestTallies(QueryTotals totals)
{
    private readonly ConditionalWeakTable<Activity, QueryTally> _byRequest = [];

    public QueryTally Current =>
        CurrentRequest.Outermost is { } request ? _byRequest.GetValue(request, _ => new QueryTally(totals)) : new QueryTally(totals);
}
