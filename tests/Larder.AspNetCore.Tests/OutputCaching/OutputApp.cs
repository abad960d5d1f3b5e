using Larder.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.OutputCaching;

/// <summary>Pages that say how often they were made.</summary>
internal sealed class OutputApp
{
    private int _made;

    /// <summary>How many pages were made.</summary>
    public int Made => _made;

    /// <summary>Done once while the next page is made.</summary>
    public Func<Task>? WhileMade { get; set; }

    public Task<WebInstance> StartAsync(TierPlace place, Action<IServiceCollection>? services = null) => WebInstance.StartAsync(
        place,
        collection =>
        {
            collection.AddLarderOutputCache();
            services?.Invoke(collection);
        },
        Map);

    private void Map(WebApplication app)
    {
        app.UseOutputCache();
        app.MapGet("/page/{id}", MakeAsync).CacheOutput(static policy => policy.Expire(TimeSpan.FromMinutes(5)).Tag("pages"));
        app.MapGet("/large", static () => new string('x', 2 << 20)).CacheOutput();
        app.MapGet("/tagged/{tag}", async (HttpContext http, string tag) =>
        {
            http.AddOutputTags(tag);
            return await MakeAsync(tag);
        }).CacheOutput(static policy => policy.Expire(TimeSpan.FromMinutes(5)));
    }

    private async Task<string> MakeAsync(string id)
    {
        var made = Interlocked.Increment(ref _made);
        if (WhileMade is { } act)
        {
            WhileMade = null;
            await act();
        }

        return $"{id} made {made}";
    }
}
