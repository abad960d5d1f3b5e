using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore.Visiting;

/// <summary>Counts the visit that a request is before its page is made, so that the page can show the number.</summary>
internal sealed class VisitMiddleware(VisitRules rules, VisitorCookie cookie, VisitTally tally) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (rules.SubjectOf(context) is { } subject)
        {
            var visitor = cookie.Read(context.Request) ?? VisitorCookie.NewId();
            if (cookie.IsDue(context.Request)) cookie.Write(context, visitor);
            context.Features.Set(await tally.CountAsync(subject, visitor).ConfigureAwait(false));
        }

        await next(context).ConfigureAwait(false);
    }
}
