using System.Net;
using System.Text.RegularExpressions;

namespace Storefront.Tests.Support;

/// <summary>A page, and what a person reads on it.</summary>
internal sealed partial class HtmlPage(string source)
{
    public string Source => source;

    /// <summary>The words without the markup, in one line.</summary>
    public string Text => Words(source);

    /// <summary>The words of the strip at the end.</summary>
    public string Strip => Words(StripSource);

    public string StripSource
    {
        get
        {
            var match = StripPattern().Match(source);
            Assert.True(match.Success, "The page has no strip.");
            return match.Value;
        }
    }

    /// <summary>The address behind a link with this text.</summary>
    public string LinkTo(string text)
    {
        var match = Regex.Match(source, $"<a[^>]*href=\"([^\"]*)\"[^>]*>{Regex.Escape(text)}</a>");
        Assert.True(match.Success, $"The page has no link \"{text}\".");
        return WebUtility.HtmlDecode(match.Groups[1].Value);
    }

    public bool HasFormToken => TokenPattern().IsMatch(source);

    /// <summary>The hidden proof that a form came from this shop.</summary>
    public string FormToken
    {
        get
        {
            var match = TokenPattern().Match(source);
            Assert.True(match.Success, "The form has no token.");
            return match.Groups[1].Value;
        }
    }

    /// <summary>The same for one form of several.</summary>
    public string FormTokenOf(string action)
    {
        var form = Regex.Match(source, $"<form[^>]* action=\"{Regex.Escape(action)}\".*?</form>", RegexOptions.Singleline);
        Assert.True(form.Success, $"The page has no form to {action}.");
        return new HtmlPage(form.Value).FormToken;
    }

    private static string Words(string html) => SpacePattern().Replace(WebUtility.HtmlDecode(TagPattern().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<aside class=\"strip\".*</aside>", RegexOptions.Singleline)]
    private static partial Regex StripPattern();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
