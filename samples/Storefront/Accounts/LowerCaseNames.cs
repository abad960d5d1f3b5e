using Microsoft.AspNetCore.Identity;

namespace Storefront.Accounts;

/// <summary>Names and e-mails are kept in lower case, and so looked for.</summary>
internal sealed class LowerCaseNames : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name?.ToLowerInvariant();

    public string? NormalizeEmail(string? email) => email?.ToLowerInvariant();
}
