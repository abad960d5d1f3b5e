using Larder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Lab;

/// <summary>What there is in the lab.</summary>
internal sealed class LabModel(IOptions<StorefrontOptions> options, IOptions<CacheOptions> cache) : PageModel
{
    public bool HasPeers => options.Value.Peers.Length > 0;

    public bool HasNodes => options.Value.Failover.Nodes.Length > 0;

    public string Tier => cache.Value.SharedTier.ToString().ToLowerInvariant();
}
