namespace Storefront.Shared;

/// <summary>An answer whose bytes are there already: its length is told, and it is sent in one piece.</summary>
internal sealed class BytesAnswer(byte[] body, string contentType) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = body.Length;
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
