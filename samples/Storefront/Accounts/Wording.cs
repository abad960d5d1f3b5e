namespace Storefront.Accounts;

/// <summary>What several pages say.</summary>
internal static class Wording
{
    public const string TooMany = "Too many tries. Wait five minutes, then try again.";

    public const string WrongCode = "This code is not right, or it was used before. Take the one that the app shows now.";
}
