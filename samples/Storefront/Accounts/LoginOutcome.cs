namespace Storefront.Accounts;

/// <summary>What became of a try to log in.</summary>
internal enum LoginOutcome
{
    LoggedIn,

    /// <summary>The password was right; the one-time password is next.</summary>
    NeedsCode,

    Wrong,

    /// <summary>Too many tries: whatever was typed, it was not looked at.</summary>
    TooMany,

    /// <summary>The password was right, too long ago.</summary>
    Expired,

    /// <summary>This browser was logged in already. That login is ended; the next try begins anew.</summary>
    WasLoggedIn,

    /// <summary>The place where logins are kept does not answer.</summary>
    Away,
}
