using Larder.Backing;
using Larder.Hosting;

namespace Storefront.Lab;

internal static class LabServices
{
    /// <summary>The three strategies over one table; without a journal, write-behind is left out.</summary>
    public static void AddLab(this LarderBuilder cache, WriteStrategy behind)
    {
        cache.AddWay<AroundWay>();
        cache.AddWay<ThroughWay>();
        if (behind == WriteStrategy.Behind) cache.AddWay<BehindWay>();
    }

    private static void AddWay<TWay>(this LarderBuilder cache)
        where TWay : class, ILabWay
    {
        cache.AddStore<int, LabRow<TWay>, LabStore<TWay>>($"lab:{TWay.Strategy.ToString().ToLowerInvariant()}", static store => store.Strategy = TWay.Strategy);
        cache.Services.AddSingleton<LabTally<TWay>>();
        cache.Services.AddSingleton<ILabRun, LabRun<TWay>>();
    }
}
