using Storefront.Shared;

namespace Storefront.Heavy;

/// <summary>The computation as programs get it.</summary>
internal static class HeavyText
{
    public static void MapHeavyText(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/heavy", static async (HeavyAnswer answer, CancellationToken cancellationToken) =>
            TypedResults.Text(await answer.AskAsync(cancellationToken) + "\n", "text/plain; charset=utf-8")).WithMetadata(TextAnswer.Mark);
}
