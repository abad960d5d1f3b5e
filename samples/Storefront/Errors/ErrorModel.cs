using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Shared;

namespace Storefront.Errors;

/// <summary>Answers in place of an endpoint that failed or refused: HTML for a browser, problem+json for everything else.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    public int Status { get; private set; }

    public string Title => ErrorText.Title(Status);

    public string Sentence { get; private set; } = "";

    // For every method of HTTP: the failed request keeps its own when it is executed again here.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var isAnswer = HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        Status = isAnswer && Response.StatusCode >= 400 ? Response.StatusCode : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
        Sentence = HttpContext.Features.Get<ErrorText>()?.Sentence ?? ErrorText.For(Status);
        if (!WantsHtml())
            context.Result = new ObjectResult(new ProblemDetails { Status = Status, Title = Title, Detail = Sentence })
            {
                StatusCode = Status,
                ContentTypes = { "application/problem+json" },
            };
    }

    private bool WantsHtml()
    {
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        return original?.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) != true && Request.WantsHtml();
    }
}
