namespace Storefront.Accounts;

/// <summary>A test user as the page of codes shows it; without secret and code where they are not public.</summary>
internal sealed record TestUser(string Username, string Role, string? Secret, string? Code);
