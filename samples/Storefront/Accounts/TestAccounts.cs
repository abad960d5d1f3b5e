using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Accounts;

/// <summary>Whether the credentials that everybody can read in the documentation open anything.</summary>
internal sealed class TestAccounts(IOptions<StorefrontOptions> options, IHostEnvironment environment)
{
    public bool MayLogIn { get; } = options.Value.TestUsers ?? environment.IsDevelopment();
}
