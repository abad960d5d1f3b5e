using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore;

/// <summary>How visits are counted.</summary>
public sealed class LarderVisitOptions
{
    /// <summary>The cookie that knows a browser again. Default <c>visitor</c>.</summary>
    public string CookieName { get; set; } = "visitor";

    /// <summary>How long the browser keeps it after each visit. Default 400 days, the most that browsers grant.</summary>
    public TimeSpan CookieLifetime { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Which visits add to the counter of a page. Default: the first one of a visitor on a day.</summary>
    public VisitCounting Counting { get; set; }

    /// <summary>
    /// What a request visits, for pages without <c>CountVisits</c>; null: nothing that is counted, the default for all. A name such as <c>page:index</c>,
    /// never made of what visitors choose freely, or anybody could fill the place with names.
    /// </summary>
    public Func<HttpContext, string?>? SubjectOf { get; set; }

    /// <summary>Words in the user agent, in any case, by which a program is known that is no visitor. Requests without a user agent count as such, too.</summary>
    public ISet<string> BotWords { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "headless", "curl/", "wget/", "python-", "monitor", "uptime",
    };

    /// <summary>How long a page waits for the count; it goes on after that without the page. Default 100 ms.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(100);
}
