using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Visiting;

/// <summary>Which requests are visits: those of a page by a person's browser, and not what a program or a browser fetches on its own account.</summary>
internal sealed class VisitRules(IOptions<LarderVisitOptions> options)
{
    private static readonly string[] PurposeHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];

    /// <summary>What is visited; null for a request that is no visit.</summary>
    public string? SubjectOf(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || IsFetchedAhead(context.Request.Headers) || IsBot(context.Request.Headers.UserAgent.ToString())) return null;
        return context.GetEndpoint()?.Metadata.GetMetadata<VisitSubject>()?.Name ?? options.Value.SubjectOf?.Invoke(context);
    }

    private static bool IsFetchedAhead(IHeaderDictionary headers) => Array.Exists(
        PurposeHeaders, name => headers.TryGetValue(name, out var purpose)
            && (purpose.ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.ToString().Contains("preview", StringComparison.OrdinalIgnoreCase)));

    private bool IsBot(string agent) => agent.Length == 0 || options.Value.BotWords.Any(word => agent.Contains(word, StringComparison.OrdinalIgnoreCase));
}
