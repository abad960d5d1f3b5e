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
}
