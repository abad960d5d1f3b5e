using Microsoft.AspNetCore.Http.HttpResults;

namespace Storefront.Errors;

/// <summary>The API's refusals, as problem+json with a sentence that helps.</summary>
internal static class Problem
{
    public static ProblemHttpResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult UnsupportedMediaType(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status415UnsupportedMediaType);
}
