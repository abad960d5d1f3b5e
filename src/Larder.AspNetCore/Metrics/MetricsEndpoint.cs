using System.Text;
using Larder.Inspection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Metrics;

/// <summary>Answers who collects.</summary>
internal sealed class MetricsEndpoint(MetricsReader reader, MetricsOptions options)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public async Task RunAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (options.Port is { } port && context.Connection.LocalPort != port)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // A cache is made when somebody first asks for it; from now on all of them are, so that none is missing here.
        _ = context.RequestServices.GetRequiredService<CacheInspectors>();
        var body = Encoding.UTF8.GetBytes(reader.Read());
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
