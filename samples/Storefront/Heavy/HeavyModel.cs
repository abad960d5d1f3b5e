using Larder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Storefront.Settings;
using Storefront.Shared;
using Storefront.Strip;

namespace Storefront.Heavy;

internal sealed class HeavyModel(ICache cache, HeavyRules rules, HeavyRun run, PageReads page, IOptions<StorefrontOptions> options) : PageModel
{
    /// <summary>How long the computation takes.</summary>
    public double Seconds => options.Value.HeavySeconds;

    /// <summary>The answer as curl gets it, without the end of line.</summary>
    public string Answer { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        string result;
        using (page.MeasureData())
            result = await cache.GetOrLoadAsync<HeavyRun, string>(
                HeavyRules.Key, run, static (run, _, token) => run.ComputeAsync(token), rules.Result.For(page), cancellationToken);

        if (!run.HasRun) run.ReportHit();
        Answer = $"Result ({(run.HasRun ? "Computed" : "from Cache")}): {result}";
        return Request.WantsHtml() ? Page() : Content(Answer + "\n", "text/plain; charset=utf-8");
    }
}
