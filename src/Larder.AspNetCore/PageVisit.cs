using Larder.Counting;
using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore;

/// <summary>The visit that a request is; <c>HttpContext.Features.Get&lt;PageVisit&gt;()</c> gives it to the page, if it is one that counts.</summary>
/// <param name="Subject">What is visited, such as <c>page:index</c>.</param>
/// <param name="Visitor">The id of the browser: random, and the same on each visit.</param>
/// <param name="IsFirstToday">Whether the visitor is there for the first time today; false while nobody knows.</param>
/// <param name="Views">The counter of the page with this visit; null while nobody knows.</param>
public sealed record PageVisit(string Subject, string Visitor, bool IsFirstToday, DayTally? Views)
{
    /// <summary>The counter of a subject, in all and, with the day behind it, for each day.</summary>
    public static string CounterOf(string subject) => $"{subject}:counter";

    /// <summary>The visit of this request; null if it is none that counts.</summary>
    public static PageVisit? Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<PageVisit>();
    }
}
