using Larder.Diagnostics;

namespace Storefront.Strip;

/// <summary>Records what a request reads, and tells it in the response's headers.</summary>
internal sealed class PageReadsMiddleware(RequestDelegate next, IHostEnvironment environment)
{
    private readonly bool _showKeys = environment.IsDevelopment();

    public async Task InvokeAsync(HttpContext context)
    {
        // Here, because what is started in an asynchronous method flows into those that it calls and not back out of it.
        using var recorder = ReadRecorder.Start();
        context.Features.Set(recorder);
        context.Response.OnStarting(() =>
        {
            Tell(context.Response, context.RequestServices.GetRequiredService<PageReads>());
            return Task.CompletedTask;
        });
        await next(context);
    }

    private void Tell(HttpResponse response, PageReads page)
    {
        if (page.HasData) response.Headers[ServerTiming.Header] = ServerTiming.Format(page);
        if (page.Reads is [var main, ..]) response.Headers[CacheStatus.Header] = CacheStatus.Format(main, _showKeys);
    }
}
