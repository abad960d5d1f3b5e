using Larder;
using Larder.Backing;
using Larder.Counting;

namespace Storefront.Views;

/// <summary>Counts views in the counter that all instances share, and lets the sum flow to the database by write-behind.</summary>
internal sealed class ViewCounter(ICounters counters, ICachedStore<string, PageViews> store, ILogger<ViewCounter> logger)
{
    /// <summary>Counts once the answer is out: who asked for the page does not wait for it.</summary>
    public void CountWhenSent(HttpResponse response, string page) => response.OnCompleted(() => CountAsync(page));

    private async Task CountAsync(string page)
    {
        try
        {
            var count = await counters.AddAsync($"views:{page}");
            await store.SaveAsync(page, new PageViews(page, count));
        }
        catch (CacheException failure)
        {
            // The counter has it: the next view of the page brings this one along.
            logger.ViewWaits(page, failure.Message);
        }
    }
}
