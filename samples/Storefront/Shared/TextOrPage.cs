using Microsoft.AspNetCore.Routing.Matching;

namespace Storefront.Shared;

/// <summary>Chooses between a page and the text at its address: a browser gets the page, anything else the text, which takes no page to be made.</summary>
internal sealed class TextOrPage : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before pages are compiled for a request that gets none.
    public override int Order => int.MinValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsText);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var (texts, pages) = (false, false);
        for (var place = 0; place < candidates.Count; place++)
        {
            if (!candidates.IsValidCandidate(place)) continue;
            if (IsText(candidates[place].Endpoint)) texts = true;
            else pages = true;
        }

        if (!texts || !pages) return Task.CompletedTask;
        var wantsPage = httpContext.Request.WantsHtml();
        for (var place = 0; place < candidates.Count; place++)
            if (IsText(candidates[place].Endpoint) == wantsPage) candidates.SetValidity(place, false);
        return Task.CompletedTask;
    }

    private static bool IsText(Endpoint endpoint) => endpoint.Metadata.GetMetadata<TextAnswer>() is not null;
}
