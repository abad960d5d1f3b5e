using Microsoft.Net.Http.Headers;

namespace Storefront.Shared;

/// <summary>Who asks: a browser says that it takes HTML, curl takes anything.</summary>
internal static class ClientKind
{
    public static bool WantsHtml(this HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/api")) return false;
        return MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            && accepted.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality is null or > 0);
    }
}
