namespace Storefront.Accounts;

/// <summary>The fields of the page that sets an authenticator up, as they came in.</summary>
internal sealed record EnrolForm(string? Offer, string? Password, string? Code, string? ReturnUrl);
