using Larder;
using Larder.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Storefront.Shared;

namespace Storefront.CacheMetrics;

/// <summary>The figures of the cache and of Redis: a page for browsers, JSON for everybody else.</summary>
internal sealed class MetricsModel(CacheCatalog caches, RedisInquiry redis, IOptions<CacheOptions> options) : PageModel
{
    public Metrics Metrics { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var answer = redis.IsUsed ? await redis.AskAsync(cancellationToken) : null;
        var state = redis.IsUsed ? answer is null ? "does not answer" : null : "not used";
        Metrics = new Metrics(options.Value.SharedTier.ToString().ToLowerInvariant(), state, answer, OwnMetrics.Of(caches.StatsOf()));
        return Request.WantsHtml() ? Page() : await this.WriteJsonAsync(Metrics, cancellationToken);
    }
}
