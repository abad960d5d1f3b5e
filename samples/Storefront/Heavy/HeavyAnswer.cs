using Larder;
using Storefront.Strip;

namespace Storefront.Heavy;

/// <summary>What a visitor is told of the computation.</summary>
internal sealed class HeavyAnswer(ICache cache, HeavyRules rules, HeavyRun run, PageReads page)
{
    /// <summary>The answer as curl gets it, without the end of line.</summary>
    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        string result;
        using (page.MeasureData())
            result = await cache.GetOrLoadAsync<HeavyRun, string>(
                HeavyRules.Key, run, static (run, _, token) => run.ComputeAsync(token), rules.Result.For(page), cancellationToken);

        if (run.HasRun) return $"Result (Computed): {result}";
        run.ReportHit();
        return $"Result (from Cache): {result}";
    }
}
