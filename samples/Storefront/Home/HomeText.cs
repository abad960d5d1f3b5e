using Larder.Counting;
using Storefront.Shared;

namespace Storefront.Home;

/// <summary>The front page as programs get it.</summary>
internal static class HomeText
{
    /// <summary>How often the front page was seen, by anybody.</summary>
    public const string Counter = "hits";

    // One step that adds and answers: two visitors never see the same number.
    public static void MapHomeText(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", static async (ICounters counters, CancellationToken cancellationToken) =>
            TypedResults.Text(
                $"Hello World! I have been seen {await counters.AddAsync(Counter, cancellationToken: cancellationToken)} times.\n",
                "text/plain; charset=utf-8")).WithMetadata(TextAnswer.Mark);
}
