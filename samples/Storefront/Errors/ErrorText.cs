namespace Storefront.Errors;

/// <summary>What a page found wrong, for the error page that answers in its place.</summary>
internal sealed record ErrorText(string Sentence)
{
    /// <summary>What to say where nobody said more.</summary>
    public static string For(int status) => status switch
    {
        400 => "The address or the form holds something that can't be understood.",
        401 => "Log in first: this is for who is logged in, or for an admin.",
        403 => "This is for an admin, or it came from another site.",
        404 => "There is nothing at this address.",
        405 => "This address can't be asked in that way.",
        413 => "What was sent is too large.",
        415 => "What was sent is of a kind that is not understood here.",
        >= 500 => "Something went wrong here. It is in the log; nothing of it is shown to visitors.",
        _ => "The request could not be answered.",
    };

    public static string Title(int status) => status switch
    {
        400 => "Bad request",
        401 => "Not logged in",
        403 => "Not allowed for you",
        404 => "Not found",
        405 => "Not allowed",
        413 => "Too large",
        415 => "Unsupported media type",
        >= 500 => "Our mistake",
        _ => "Error",
    };
}
