namespace Storefront.Accounts;

/// <summary>The fields of the log-in page as they came in.</summary>
internal sealed record LoginForm(string? Name, string? Password, string? ReturnUrl);
