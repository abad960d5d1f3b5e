using Larder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Heavy;

internal sealed class HeavyModel(ICache cache, HeavyRules rules, HeavyRun run, PageReads page) : PageModel
{
    /// <summary>The answer as curl gets it, without the end of line.</summary>
    public string Answer { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        string result;
        using (page.MeasureData())
            result = await cache.GetOrLoadAsync(
                HeavyRules.Key, run, static (run, _, token) => run.ComputeAsync(token), rules.Result.For(page), cancellationToken);

        if (!run.HasRun) run.ReportHit();
        Answer = $"Result ({(run.HasRun ? "Computed" : "from Cache")}): {result}";
        return Request.WantsHtml() ? Page() : Content(Answer + "\n", "text/plain; charset=utf-8");
    }
}
